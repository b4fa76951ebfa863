/** Runs `npm run convert`; see convert.ts. */
import { convert } from "./convert.ts";

await convert(process.argv.slice(2), (text) => console.log(`${text}\n`)).catch((error: unknown) => {
  console.error(`convert: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
