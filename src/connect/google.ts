import type { GoogleOptions } from "../../types/config.ts";
import { tell } from "../integrations/google.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.google` of the configuration: Google Consent Mode v2. */
export const connect: Connect<GoogleOptions> = connecting("google", tell);
