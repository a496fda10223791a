//! Looks at what the server needs and says what is missing.

use super::output::say;
use crate::bus::Bus;
use crate::clock::Clock;
use crate::config::{Config, Storage};
use crate::files::Files;
use crate::geoip::GeoIp;
use crate::serve;
use crate::store::{Options, Schema, Store};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Checks everything; the configuration was checked before, or this would not run.
pub(super) async fn run(config: &Config) -> ExitCode {
    let checks = [
        ("Configuration", Ok("is understood.".to_owned())),
        ("Assets", assets()),
        ("Address", address(config)),
        ("Folder", folder(config)),
        ("Database", database(config).await),
        ("Files", files(config).await),
        ("NATS", nats(config).await),
        ("GeoIP", geoip(config)),
    ];
    let mut code = ExitCode::SUCCESS;
    for (what, result) in checks {
        match result {
            Ok(sentence) => say(&format!("ok    {what}: {sentence}")),
            Err(sentence) => {
                say(&format!("WRONG {what}: {sentence}"));
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

fn assets() -> Result<String, String> {
    if crate::assets::are_built() {
        return Ok("console and widget are there.".to_owned());
    }
    Err("console and widget are not built. Run `cargo xtask build`.".to_owned())
}

fn address(config: &Config) -> Result<String, String> {
    let address = config.address;
    match TcpListener::bind(address) {
        Ok(_) => Ok(format!("{address} is free.")),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Ok(format!(
            "{address} is in use. That is right if Porchlight runs."
        )),
        Err(error) => Err(format!("{address} cannot be listened on: {error}.")),
    }
}

/// The log of the database is written beside it, so the folder has to be writable.
fn folder(config: &Config) -> Result<String, String> {
    let Some(path) = serve::database_file(config) else {
        return Ok("not needed, the database is a server.".to_owned());
    };
    let folder = existing(&path);
    tempfile_in(&folder)
        .map(|()| format!("{} can be written.", folder.display()))
        .map_err(|error| {
            format!(
                "{} cannot be written: {error}. Give the user of this program the right to.",
                folder.display()
            )
        })
}

async fn database(config: &Config) -> Result<String, String> {
    if let Some(path) = serve::database_file(config)
        && !path.exists()
    {
        return Ok(format!(
            "{} does not exist and will be made.",
            path.display()
        ));
    }
    let options = Options::at(&config.database_url);
    let schema = Store::schema(&options).await;
    match schema.map_err(|error| error.to_string())? {
        Schema::Empty => return Ok("answers and is empty; the first start fills it.".to_owned()),
        Schema::Older { found, known } => {
            return Ok(format!(
                "answers; the next start changes its tables from schema {found} to {known}. Make a backup before."
            ));
        }
        Schema::Current => {}
    }
    let desk = serve::open(config, Clock::of_the_machine())
        .await
        .map_err(|error| error.to_string())?;
    let cursor = desk.cursor().await.map_err(|error| error.to_string());
    let users = desk.users().await.map_err(|error| error.to_string());
    desk.close().await;
    Ok(format!(
        "answers, its tables are up to date; {} events, {} users.",
        cursor?.position.0,
        users?.len()
    ))
}

/// By a file that is kept, read and removed again.
async fn files(config: &Config) -> Result<String, String> {
    let files = Files::at(&config.files).map_err(|error| error.to_string())?;
    let (shared, advice) = match (&config.files, &config.nats) {
        (Storage::Bucket(_), _) => (
            "",
            "Look at files, files-endpoint, files-region and the key, which has to be allowed to put, get and delete objects there.",
        ),
        (Storage::Folder(_), Some(_)) => (" All nodes have to share it.", FOLDER_ADVICE),
        (Storage::Folder(_), None) => ("", FOLDER_ADVICE),
    };
    let name = files.name();
    match files.try_once().await {
        Ok(()) => Ok(format!("{name} can be written and read.{shared}")),
        Err(error) => Err(format!("{name} cannot be used: {error}. {advice}")),
    }
}

const FOLDER_ADVICE: &str =
    "Give the user of this program the right to write there, or set files to another folder.";

async fn nats(config: &Config) -> Result<String, String> {
    let Some(addresses) = &config.nats else {
        return Ok("not needed, this is the only node.".to_owned());
    };
    match Bus::try_once(addresses).await {
        Ok(()) => Ok("answers.".to_owned()),
        Err(error) => Err(format!(
            "does not answer: {error}. Without it news of other nodes come up to a second later."
        )),
    }
}

fn geoip(config: &Config) -> Result<String, String> {
    let opened = GeoIp::open(config.geoip.as_deref());
    opened
        .map(|geoip| geoip.told())
        .map_err(|error| error.to_string())
}

fn existing(path: &Path) -> PathBuf {
    let folders = path.ancestors().skip(1);
    let mut folders = folders.map(|folder| {
        if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        }
    });
    folders
        .find(|folder| folder.is_dir())
        .unwrap_or(Path::new("."))
        .to_owned()
}

fn tempfile_in(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(format!(".porchlight-{}", std::process::id()));
    std::fs::File::create_new(&path)?;
    std::fs::remove_file(path)
}
