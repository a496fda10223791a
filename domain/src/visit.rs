//! Who looks at a page with the widget on it and has said nothing yet, and how he is asked whether he wants to talk (spec 8.10).
//! Nothing of this is ever stored.

use crate::country::Country;
use crate::id::{ChannelId, UserId, VisitId};
use crate::limit;
use crate::problem::Fault;
use crate::text::{optional, shortened};
use crate::time::{DAY_MS, HOUR_MS, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long an invitation can be answered.
pub const INVITATION_MS: i64 = HOUR_MS;

/// Somebody who looks at a page of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Which.
    pub id: VisitId,
    /// The channel of the page's widget.
    pub channel: ChannelId,
    /// Origin and path of the page; what stands behind them may be a secret, and is left out. `None` if the page did not say.
    pub page: Option<String>,
    /// Where he is, if it is known.
    pub country: Option<Country>,
    /// When he came to the site.
    pub since: Timestamp,
    /// Whether he can be asked.
    pub state: VisitState,
}

/// Whether a visitor can be asked whether he wants to talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// Nobody has asked him.
    Reading,
    /// He sees what an operator asked him.
    Invited,
    /// He has a conversation.
    Talking,
}

/// Everybody who is on the site, as far as it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visits {
    /// Those who have been there longest, at most [`limit::VISITS_LISTED`].
    pub visits: Vec<Visit>,
    /// How many there are.
    pub count: usize,
}

/// The same for an operator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnSite {
    /// Who is there.
    pub visits: Visits,
    /// The channels in which he may ask them.
    pub may_ask_in: Vec<ChannelId>,
}

impl Visits {
    /// What several nodes know together: each visit once, as who knows it latest tells it. Who came first stands first, so that
    /// nothing moves when somebody comes.
    pub fn of(known: Vec<Visit>, unlisted: usize) -> Self {
        let mut visits: Vec<Visit> = Vec::with_capacity(known.len());
        let mut known = known;
        known.reverse();
        known.sort_by_key(|visit| visit.id);
        for visit in known {
            if visits.last().is_none_or(|last| last.id != visit.id) {
                visits.push(visit);
            }
        }
        let count = visits.len().saturating_add(unlisted);
        visits.truncate(limit::VISITS_LISTED);
        Self { visits, count }
    }

    /// How many there are besides those that are told.
    pub fn unlisted(&self) -> usize {
        self.count.saturating_sub(self.visits.len())
    }
}

impl VisitId {
    /// The id of a visit that begins now: a `UUIDv7`, which says when it began.
    pub fn begin(now: Timestamp, random: u128) -> Self {
        let milliseconds = u128::try_from(now.0).unwrap_or_default() & 0xffff_ffff_ffff;
        Self(Uuid::from_u128(
            milliseconds << 80 | 0x7000_8000_0000_0000_0000 | random & 0x0fff_3fff_ffff_ffff_ffff,
        ))
    }

    /// When the visit began. The browser gives the id back, and may give any: nobody has been there for longer than a day, nor comes
    /// from the future.
    pub fn began_at(self, now: Timestamp) -> Timestamp {
        let milliseconds = i64::try_from(self.0.as_u128() >> 80).unwrap_or_default();
        Timestamp(milliseconds).clamp(now.plus(-DAY_MS), now)
    }
}

/// What of a page's address operators are told: origin and path.
pub fn page(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["http", "https"].contains(&scheme);
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    // What stands before an @ is a name and a password.
    let host = host.rsplit('@').next()?;
    let page = format!("{scheme}://{host}/{path}");
    let is_plain = !page.chars().any(|c| c.is_control() || c.is_whitespace());
    (is_web && is_plain && !host.is_empty()).then(|| shortened(&page, limit::VISIT_PAGE_CHARACTERS))
}

/// What an operator asks a visitor: carried by the visitor's browser, sealed, and part of a conversation only once he answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Who asks.
    pub operator: UserId,
    /// In which channel.
    pub channel: ChannelId,
    /// His words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

impl Invitation {
    /// Whether it can be answered in a channel.
    pub fn is_good(&self, channel: ChannelId, now: Timestamp) -> bool {
        self.channel == channel && (0..INVITATION_MS).contains(&now.since(self.at))
    }
}

/// The words of an invitation as they are sent. They travel in addresses, and so are shorter than those of a message.
///
/// # Errors
/// [`Fault::Missing`] if nothing visible is left, [`Fault::TooLong`] over [`limit::INVITATION_CHARACTERS`].
pub fn invitation_text(text: &str) -> Result<String, Fault> {
    let text = optional(text, limit::INVITATION_CHARACTERS)?;
    if text.is_empty() {
        return Err(Fault::Missing);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::{INVITATION_CHARACTERS, VISIT_PAGE_CHARACTERS, VISITS_LISTED};
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);
    const CHANNEL: ChannelId = ChannelId(Uuid::from_u128(1));

    fn visit(number: u128, before_ms: i64) -> Visit {
        let since = NOW.plus(-before_ms);
        Visit {
            id: VisitId::begin(since, number),
            channel: CHANNEL,
            page: None,
            country: None,
            since,
            state: VisitState::Reading,
        }
    }

    #[test]
    fn a_visit_says_when_it_began() {
        let id = VisitId::begin(NOW, u128::MAX);
        assert_eq!(id.0.get_version_num(), 7);
        assert_eq!(id.began_at(NOW), NOW);
        assert_eq!(id.began_at(NOW.plus(5)), NOW);
        // Whatever a browser says.
        assert_eq!(id.began_at(NOW.plus(-5)), NOW.plus(-5));
        let nothing = VisitId(Uuid::nil());
        assert_eq!(nothing.began_at(NOW), NOW.plus(-DAY_MS));
    }

    #[test]
    fn who_came_first_stands_first_and_everybody_stands_once() {
        let moved = Visit {
            page: Some("https://shop.example/b".to_owned()),
            ..visit(1, 10)
        };
        let known = vec![visit(2, 5), visit(1, 10), visit(3, 20), moved.clone()];
        let visits = Visits::of(known, 2);
        assert_eq!(visits.visits, [visit(3, 20), moved, visit(2, 5)]);
        assert_eq!((visits.count, visits.unlisted()), (5, 2));
    }

    #[test]
    fn so_many_are_told_and_all_are_counted() {
        for many in [VISITS_LISTED, VISITS_LISTED + 1] {
            let known = (0..many).map(|n| visit(n as u128, 1)).collect();
            let visits = Visits::of(known, 0);
            assert_eq!(visits.visits.len(), VISITS_LISTED);
            assert_eq!(visits.count, many);
        }
    }

    #[test]
    fn origin_and_path_of_a_page_are_told_and_nothing_else() {
        for (address, expected) in [
            (
                "https://shop.example/prices",
                Some("https://shop.example/prices"),
            ),
            (
                "https://shop.example/reset?token=s#t",
                Some("https://shop.example/reset"),
            ),
            ("http://shop.example:81?x", Some("http://shop.example:81/")),
            (
                "https://me:secret@shop.example/a",
                Some("https://shop.example/a"),
            ),
            ("https://shop.example/a b", None),
            ("https:///a", None),
            ("javascript://a/", None),
            ("file:///etc", None),
            ("/prices", None),
            ("", None),
        ] {
            assert_eq!(page(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn a_long_page_is_cut() {
        let start = "https://shop.example/";
        for more in [0, 1] {
            let path = "é".repeat(VISIT_PAGE_CHARACTERS - start.len() + more);
            let told = page(&format!("{start}{path}"));
            let length = told.map(|told| told.chars().count());
            assert_eq!(length, Some(VISIT_PAGE_CHARACTERS));
        }
    }

    #[test]
    fn an_invitation_is_good_for_an_hour_in_its_channel() {
        let invitation = Invitation {
            operator: UserId(Uuid::from_u128(2)),
            channel: CHANNEL,
            text: "Can I help?".to_owned(),
            at: NOW,
        };
        for (after_ms, expected) in [
            (-1, false),
            (0, true),
            (INVITATION_MS - 1, true),
            (INVITATION_MS, false),
        ] {
            let is_good = invitation.is_good(CHANNEL, NOW.plus(after_ms));
            assert_eq!(is_good, expected, "{after_ms}");
        }
        assert!(!invitation.is_good(ChannelId(Uuid::from_u128(3)), NOW));
    }

    #[test]
    fn an_invitation_has_words_and_not_too_many() {
        let most = "é".repeat(INVITATION_CHARACTERS);
        assert_eq!(invitation_text(&format!(" {most}\n")), Ok(most.clone()));
        let limit = INVITATION_CHARACTERS;
        assert_eq!(
            invitation_text(&format!("{most}!")),
            Err(Fault::TooLong { limit })
        );
        assert_eq!(invitation_text(" \n"), Err(Fault::Missing));
    }

    proptest! {
        #[test]
        fn no_address_is_told_with_what_stands_behind_its_path(address in ".{0,60}") {
            if let Some(told) = page(&address) {
                prop_assert!(told.starts_with("http"));
                prop_assert!(!told.contains(['?', '#']));
                prop_assert!(!told.contains(char::is_whitespace));
            }
        }
    }
}
