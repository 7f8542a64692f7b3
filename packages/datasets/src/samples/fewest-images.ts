/** Fewer images are too few to learn from and to hold some out. */
export const fewestImages = 200;
