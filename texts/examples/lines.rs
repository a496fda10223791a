//! Tells the texts of a language in lines, as a browser loads them: `en` or `fr`.
#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let texts = match env::args().nth(1).as_deref() {
        Some("en") => texts::ENGLISH,
        Some("fr") => texts::FRENCH,
        _ => return ExitCode::FAILURE,
    };
    print!("{}", texts.lines());
    ExitCode::SUCCESS
}
