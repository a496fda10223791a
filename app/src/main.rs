//! The program.

use std::process::ExitCode;

/// Small allocations come and go with every message.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    keep_to_small_pages();
    server::cli::run(app::console::routes)
}

/// With pages of 2 MB, of which the allocator asks for as many as it can get, an idle server holds twice the memory.
fn keep_to_small_pages() {
    #[cfg(target_os = "linux")]
    // A kernel that refuses costs memory and nothing else.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}
