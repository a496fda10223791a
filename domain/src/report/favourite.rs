//! Reports that somebody asks for again and again, under names of his own (spec 13.2).

use super::{Kind, Query};
use crate::kept::{self, Kept};
use crate::limit;
use crate::problem::{Fault, Problem};
use serde::{Deserialize, Serialize};

/// A report under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Favourite {
    /// What he calls it.
    pub name: String,
    /// Its address, which says all of it: [`Kind::address`].
    pub address: String,
}

impl Favourite {
    /// What is asked for, under a name.
    pub fn of(kind: Kind, query: &Query, name: String) -> Self {
        let address = kind.address(query);
        Self { name, address }
    }

    /// All favourites of somebody as they are stored, in their order.
    ///
    /// # Errors
    /// What is wrong: `view-PLACE` of one, `views` of all.
    pub fn check(favourites: Vec<Self>) -> Result<Vec<Self>, Vec<Problem>> {
        kept::check(favourites, limit::FAVOURITES)
    }

    fn read(&self) -> Option<(Kind, Query)> {
        let (path, fields) = self.address.split_once('?').unwrap_or((&self.address, ""));
        let kind = Kind::ALL.into_iter().find(|kind| kind.path() == path)?;
        let fields = fields.split('&').filter_map(|field| field.split_once('='));
        let fields: Vec<_> = fields.collect();
        let query = kind.read(|name| {
            let found = fields.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        });
        Some((kind, query.ok()?))
    }
}

impl Kept for Favourite {
    fn name(&self) -> &str {
        &self.name
    }

    fn rename(&mut self, name: String) {
        self.name = name;
    }

    fn is_as(&self, other: &Self) -> bool {
        self.address == other.address
    }

    fn checked(self) -> Result<Self, Fault> {
        let (kind, query) = self.read().ok_or(Fault::Unknown)?;
        Ok(Self::of(kind, &query, self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn favourite(address: &str) -> Favourite {
        Favourite {
            name: format!("At {address}"),
            address: address.to_owned(),
        }
    }

    fn checked(address: &str) -> Result<String, Fault> {
        let kept = Favourite::check(vec![favourite(address)]);
        kept.map(|mut kept| kept.remove(0).address)
            .map_err(|mut problems| problems.remove(0).fault)
    }

    #[test]
    fn a_favourite_is_an_address_of_a_report_and_nothing_else() {
        for kind in Kind::ALL {
            let address = kind.address(&kind.usual());
            assert_eq!(checked(&address), Ok(address));
        }
        let long = "/reports?by=channel&then=none&measure=count,messages&view=pivot&from=2026-11-01&to=2026-11-30";
        assert_eq!(checked(long).as_deref(), Ok(long));
        assert_eq!(
            checked("/reports?view=graph&colour=red").as_deref(),
            Ok("/reports")
        );
        for wrong in [
            "",
            "/inbox",
            "https://evil.example/reports",
            "//evil.example",
            "javascript:alert(1)",
            "/reports?by=moon",
            "/reports?from=2026-02-30",
        ] {
            assert_eq!(checked(wrong), Err(Fault::Unknown), "{wrong}");
        }
    }

    #[test]
    fn favourites_of_the_limit_are_kept_and_one_more_refused() {
        let limit = limit::FAVOURITES;
        let favourites = |count: usize| {
            let names = (0..count).map(|number| Favourite {
                name: number.to_string(),
                ..favourite("/reports")
            });
            names.collect::<Vec<_>>()
        };
        assert!(Favourite::check(favourites(limit)).is_ok());
        let refused = Favourite::check(favourites(limit + 1));
        assert_eq!(
            refused,
            Err(vec![Problem::new("views", Fault::TooMany { limit })])
        );
    }
}
