// Stands in for what counts visits.
document.querySelector("#watch").textContent = "This visit is counted.";
