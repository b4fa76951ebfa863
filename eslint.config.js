import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const noRandom = { object: "Math", property: "random", message: "Use base/prng.ts with a seed." };
const noDate = {
  object: "Date",
  property: "now",
  message: "Results repeat, so they do not know what time it is.",
};

export default tseslint.config(
  { ignores: ["dist", "node_modules", "training", "public", "src/device/simd/assembly"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js"] } } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-properties": ["error", noRandom],
    },
  },
  {
    files: ["src/**"],
    ignores: ["src/app/**"],
    rules: { "no-restricted-properties": ["error", noRandom, noDate] },
  },
  {
    files: ["src/view/**", "src/app/**", "src/state/**"],
    plugins: { "react-hooks": reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  { files: ["eslint.config.js"], extends: [tseslint.configs.disableTypeChecked] },
);
