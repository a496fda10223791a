//! Countries, as rules, operators and addresses name them (spec 4.4, 5.4, 15.6).

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A country by its code of two letters (ISO 3166-1 alpha-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Country(&'static str);

impl Country {
    /// The country of an assigned code, in small letters or capitals.
    pub fn parse(code: &str) -> Option<Self> {
        let capitals = || code.bytes().map(|letter| letter.to_ascii_uppercase());
        let place = CODES.binary_search_by(|known| known.bytes().cmp(capitals()));
        CODES.get(place.ok()?).copied().map(Self)
    }

    /// The code, in capitals.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// All countries, by code.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        CODES.iter().copied().map(Self)
    }
}

// Derived, it would ask for texts that live forever.
impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).ok_or_else(|| D::Error::custom("no country has this code"))
    }
}

/// Every officially assigned code, in order.
const CODES: [&str; 249] = [
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
    "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS",
    "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE",
    "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF",
    "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM",
    "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC",
    "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG",
    "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS",
    "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO",
    "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_two_capitals_in_order_and_reads_back() {
        assert!(CODES.is_sorted_by(|earlier, later| earlier < later));
        for country in Country::all() {
            assert_eq!(country.code().len(), 2);
            assert!(country.code().chars().all(|c| c.is_ascii_uppercase()));
            assert_eq!(Country::parse(country.code()), Some(country));
        }
    }

    #[test]
    fn only_assigned_codes_are_countries() {
        assert_eq!(Country::parse("fr"), Country::parse("FR"));
        // Reserved, user-assigned, withdrawn, too short, too long, no letters.
        for code in [
            "EU", "UK", "XK", "ZZ", "AN", "", "F", "FRA", "F1", "ÉÉ", "F\0",
        ] {
            assert_eq!(Country::parse(code), None, "{code:?}");
        }
    }

    #[test]
    fn the_json_of_a_country_is_its_code() {
        let country = Country::parse("FR").unwrap();
        assert_eq!(serde_json::to_string(&country).unwrap(), "\"FR\"");
        assert_eq!(serde_json::from_str::<Country>("\"FR\"").unwrap(), country);
        assert!(serde_json::from_str::<Country>("\"XK\"").is_err());
    }
}
