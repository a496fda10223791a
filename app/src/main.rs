//! The program.

use std::process::ExitCode;

/// Small allocations come and go with every message.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run(app::console::routes)
}
