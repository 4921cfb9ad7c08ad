import type { GppOptions } from "../../types/config.ts";
import { tell } from "../integrations/gpp.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.gpp` of the configuration: the IAB's Global Privacy Platform. */
export const connect: Connect<GppOptions> = connecting("gpp", tell);
