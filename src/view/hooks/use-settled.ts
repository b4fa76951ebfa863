/** Follows a value more slowly than it changes. */
import { useEffect, useRef, useState } from "react";

/** Returns the latest value, updated at most once every `everyMs`; the last value always arrives. */
export function useSettled<Value>(value: Value, everyMs: number): Value {
  const [shown, setShown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
    timer.current ??= setTimeout(() => {
      timer.current = null;
      setShown(latest.current);
    }, everyMs);
  }, [value, everyMs]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return shown;
}
