/** The lazy half of the script tag: everything that happens after the page is up. Wiring only. */
import type { Desk, Stage } from "../types/parts.ts";
import * as decider from "./core/decide.ts";
import { revive } from "./core/revive.ts";
import { createViews } from "./ui/views.ts";

export const createDesk = (stage: Stage): Desk => ({ ...decider, revive, ...createViews(stage) });
