//! The program.

use std::process::ExitCode;

/// Small allocations come and go with every message.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run(|_desk, _origin| axum::Router::new())
}
