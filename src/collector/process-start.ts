import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** When a process started, as text to compare; null where the system does not say (Windows) or it is gone. */
export function processStart(pid: number): string | null {
	try {
		if (process.platform === "linux") return linuxStart(pid);
		if (process.platform === "win32") return null;
		return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
	} catch {
		// No such process, or no `ps`: the caller then goes by the process id alone.
		return null;
	}
}

/** Clock ticks since boot, with the boot's own id. The command's name may hold spaces and brackets, so count from its end. */
function linuxStart(pid: number): string | null {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
	return ticks ? `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${ticks}` : null;
}
