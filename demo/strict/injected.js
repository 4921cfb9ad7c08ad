(window.ran ||= []).push("external-no-nonce");
