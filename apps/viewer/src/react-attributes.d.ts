import "react";

declare module "react" {
  interface InputHTMLAttributes<T> {
    /** Lets a file field choose a folder; React's types leave it out. */
    webkitdirectory?: T extends HTMLInputElement ? string : never;
  }
}
