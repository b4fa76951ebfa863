/** Opens the databases in which this browser saves searches, models and studies. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { whenNeeded } from "../base/when-needed.ts";

/** Brings a database from one version to the next. */
export type Upgrade<Schema extends DBSchema> = (database: IDBPDatabase<Schema>) => void;

/**
 * Returns a function that runs work on a database, which is opened when first needed and again after it was closed.
 *
 * @param where     what is saved there; begins the messages of failures.
 * @param name      of the database.
 * @param upgrades  entry n leads from version n to n + 1. Never edit one that has shipped; append the next.
 * @throws {LabError} "storage", from the returned function, saying why the work could not be done.
 */
export function savedDatabase<Schema extends DBSchema>(
  where: string,
  name: string,
  upgrades: readonly Upgrade<Schema>[],
): <Answer>(work: (database: IDBPDatabase<Schema>) => Promise<Answer>) => Promise<Answer> {
  return whenNeeded(where, (onClosed) =>
    openDB<Schema>(name, upgrades.length, {
      upgrade(database, from) {
        for (const upgrade of upgrades.slice(from)) upgrade(database);
      },
      // Another tab wants to upgrade or delete the database and waits until this page closes it.
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        onClosed();
      },
      terminated: onClosed,
    }),
  );
}
