(window.ran ||= []).push("external-nonce");
