import * as z from "zod";

// Schemas check without compiled code: the page's policy allows none, and would report the attempt. Imported before
// anything that makes a schema.
z.config({ jitless: true });
