//! The table that tells which country an address is in: built in, or a file in its place (spec 2.7, 15.6).

use crate::limit;
use crate::text;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a file is called of whose name nothing is left.
const UNNAMED: &str = "countries.mmdb";

/// The tables there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryTables {
    /// The one that is asked.
    pub asked: AskedTable,
    /// The one that was handed in, asked or not.
    pub handed_in: Option<HandedInTable>,
}

/// Which table is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedTable {
    /// The one that is built in.
    BuiltIn {
        /// How old it is.
        made_at: Timestamp,
    },
    /// A file that the configuration names: it wins over one that was handed in.
    Configured {
        /// Where it is.
        path: String,
        /// What kind it says it is of.
        kind: String,
        /// How old it is.
        made_at: Timestamp,
    },
    /// The one that was handed in.
    HandedIn,
}

/// A file that an administrator handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedInTable {
    /// What it was called.
    pub name: String,
    /// What kind it says it is of.
    pub kind: String,
    /// How old it is.
    pub made_at: Timestamp,
    /// How large it is.
    pub bytes: usize,
    /// When it was handed in.
    pub at: Timestamp,
    /// By whom, as he was called then.
    pub by: String,
}

/// What a file is called, as far as it can be shown.
pub fn file_name(told: &str) -> String {
    let last = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let short = text::shortened(last, limit::NAME_CHARACTERS);
    text::name(&short).unwrap_or_else(|_| UNNAMED.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_name_alone() {
        for (told, kept) in [
            ("GeoLite2-Country.mmdb", "GeoLite2-Country.mmdb"),
            ("C:\\Users\\Ada\\table.mmdb", "table.mmdb"),
            ("../../etc/passwd", "passwd"),
            ("a\u{202e}b.mmdb", "ab.mmdb"),
            ("", UNNAMED),
            ("folder/", UNNAMED),
        ] {
            assert_eq!(file_name(told), kept, "{told}");
        }
        let long = file_name(&"n".repeat(10_000));
        assert!(long.chars().count() <= limit::NAME_CHARACTERS);
    }
}
