import type { TcfOptions } from "../../types/config.ts";
import { tell } from "../integrations/tcf.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.tcf` of the configuration: the IAB's Transparency & Consent Framework, which is read. */
export const connect: Connect<TcfOptions> = connecting("tcf", tell);
