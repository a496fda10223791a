//! Makes the folder of the assets before the program is compiled.
//!
//! In development the program remembers that folder's path and serves what lies below it; of a folder that is not there yet
//! it would remember a path that no file is ever found below.

use std::fs;
use std::io;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    fs::create_dir_all("../target/site")
}
