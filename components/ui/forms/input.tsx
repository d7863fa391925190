import type { ComponentProps } from "react";
import { controlClass } from "./control-class.ts";

/** A text field; put it in a `Field`. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input type="text" {...rest} className={controlClass(className)} />;
}
