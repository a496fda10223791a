//! Small `.mmdb` files.

use maxminddb_writer::Database;
use maxminddb_writer::paths::IpAddrWithMask;
use serde::Serialize;

#[derive(Serialize)]
struct Network<'a> {
    country: Code<'a>,
}

#[derive(Serialize)]
struct Code<'a> {
    iso_code: &'a str,
}

/// A file that says of the networks `8.0.0.0/8` that they are in this country.
pub(crate) fn countries(code: &str) -> Vec<u8> {
    let country = Code { iso_code: code };
    file(&Network { country })
}

/// A file that says this of the networks `8.0.0.0/8`.
pub(crate) fn file(entry: &impl Serialize) -> Vec<u8> {
    let mut database = Database::default();
    "Test-Country".clone_into(&mut database.metadata.database_type);
    database.metadata.binary_format_major_version = 2;
    database.metadata.build_epoch = 1_700_000_000;
    let value = database.insert_value(entry).unwrap();
    let network: IpAddrWithMask = "8.0.0.0/8".parse().unwrap();
    database.insert_node(network, value);
    database.write_to(Vec::new()).unwrap()
}
