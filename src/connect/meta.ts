import type { MetaOptions } from "../../types/config.ts";
import { tell } from "../integrations/meta.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.meta` of the configuration: Meta's pixel. */
export const connect: Connect<MetaOptions> = connecting("meta", tell);
