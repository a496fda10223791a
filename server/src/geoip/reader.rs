//! A file that tells countries of addresses, of whatever maker.

use domain::country::Country;
use domain::limit;
use domain::text::shortened;
use domain::time::{SECOND_MS, Timestamp};
use maxminddb::{MaxMindDbError, PathElement, Reader, WithinOptions};
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

/// Networks of a file that are looked at to see whether it tells countries at all.
const LOOKED_AT: usize = 1_000;

/// Where files keep the country: `GeoIP2` and all that follow it, then the plain tables of others. Where a network was
/// registered is better than nothing.
const PLACES: [&[PathElement<'static>]; 4] = [
    &[PathElement::Key("country"), PathElement::Key("iso_code")],
    &[PathElement::Key("country_code")],
    &[PathElement::Key("country")],
    &[
        PathElement::Key("registered_country"),
        PathElement::Key("iso_code"),
    ],
];

/// A file as it was read; cheap to clone.
#[derive(Clone)]
pub(crate) struct CountryReader(Arc<Reader<Vec<u8>>>);

/// Why what a file holds cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotCountries {
    /// It is something else.
    #[error("it is not an .mmdb file: {0}")]
    NotADatabase(#[from] MaxMindDbError),
    /// It tells other things of addresses.
    #[error("it tells no countries, it is of the kind \"{0}\"")]
    NoCountries(String),
}

impl CountryReader {
    /// Reads what a file holds.
    pub(crate) fn of(contents: Vec<u8>) -> Result<Self, NotCountries> {
        let reader = Self(Arc::new(Reader::from_source(contents)?));
        if reader.tells_countries()? {
            Ok(reader)
        } else {
            Err(NotCountries::NoCountries(reader.kind()))
        }
    }

    /// The country of an address. An entry that is damaged or of another shape tells nothing.
    pub(super) fn country(&self, address: IpAddr) -> Option<Country> {
        let found = self.0.lookup(address).ok()?;
        PLACES.iter().find_map(|place| {
            let code: Option<&str> = found.decode_path(place).ok()?;
            Country::parse(code?)
        })
    }

    /// What kind it says it is of.
    pub(crate) fn kind(&self) -> String {
        shortened(&self.0.metadata().database_type, limit::NAME_CHARACTERS)
    }

    /// When it says it was made.
    pub(crate) fn made_at(&self) -> Timestamp {
        let seconds = i64::try_from(self.0.metadata().build_epoch).unwrap_or_default();
        Timestamp(seconds.saturating_mul(SECOND_MS))
    }

    fn tells_countries(&self) -> Result<bool, MaxMindDbError> {
        let networks = self.0.networks(WithinOptions::default())?;
        for network in networks.take(LOOKED_AT) {
            let address = network?.network()?.ip();
            if self.country(address).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl fmt::Debug for CountryReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CountryReader({})", self.kind())
    }
}
