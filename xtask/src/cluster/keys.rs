//! Single keys from a terminal, without Enter.

use std::io::{self, IsTerminal, Read};
use std::process::{Command, Stdio};

/// What a terminal sends for Ctrl-C and Ctrl-D where they mean nothing else.
const ENDS: [u8; 3] = [3, 4, b'q'];

/// Keys as they are pressed, until Ctrl-C, Ctrl-D or `q`; dropping it gives the terminal its usual manners back.
#[derive(Debug)]
pub(super) struct Keys {
    /// The settings from before, as `stty` tells them; `None` where the input is no terminal, or has no `stty`.
    usual: Option<String>,
}

impl Keys {
    /// Begins to listen.
    pub(super) fn listen() -> Self {
        let usual = io::stdin()
            .is_terminal()
            .then(|| stty(&["-g"]))
            .flatten()
            // Ctrl-C must come as a key too: it would end this program before the terminal is itself again.
            .filter(|_| stty(&["-icanon", "-isig", "-echo", "min", "1"]).is_some());
        Self { usual }
    }

    /// Whether a key counts without Enter.
    pub(super) fn are_single(&self) -> bool {
        self.usual.is_some()
    }
}

impl Iterator for Keys {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let mut key = [0];
        loop {
            let count = io::stdin().read(&mut key).ok()?;
            if count == 0 || ENDS.contains(&key[0]) {
                return None;
            }
            if !key[0].is_ascii_whitespace() {
                return Some(key[0].into());
            }
        }
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        if let Some(usual) = &self.usual {
            stty(&[usual]);
        }
    }
}

fn stty(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("stty");
    command.args(arguments).stdin(Stdio::inherit());
    let output = command.output().ok()?;
    let told = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| told.trim().to_owned())
}
