//! Where log lines go: to standard error, so that what a command says stands alone.

use crate::config::{Config, LogFormat};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Starts to write log lines as configured.
pub(super) fn start(config: &Config) {
    let filter = EnvFilter::try_new(&config.log_level).unwrap_or_default();
    let lines = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    match config.log {
        LogFormat::Text => lines
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .init(),
        LogFormat::Json => lines.json().init(),
    }
}
