// Shows which of the held scripts have run, and how often the page's policy was broken.
const items = [...document.querySelectorAll("[data-ran]")];
const violations = document.querySelector("#violations");
let count = window.violations?.length ?? 0;

function show() {
	const ran = window.ran ?? [];
	for (const item of items) {
		const times = ran.filter((name) => name === item.dataset.ran).length;
		const state = times === 0 ? "has not run" : times === 1 ? "ran" : `ran ${times} times`;
		const output = item.querySelector("output");
		if (output.textContent !== state) output.textContent = state;
		item.classList.toggle("ran", times > 0);
	}
	if (violations.textContent !== String(count)) violations.textContent = String(count);
}

document.addEventListener("securitypolicyviolation", () => {
	count++;
	show();
});
document.addEventListener("yoursay:change", show);
setInterval(show, 250);
show();
