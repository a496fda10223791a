//! Who could take a conversation of a channel, as the database knows it, and who does (spec 5.3, 5.4).

use super::presence::consoles_of;
use crate::error::Error;
use crate::store::{Connection, channel_operators, participations};
use domain::channel::Channel;
use domain::country::Country;
use domain::id::VisitorId;
use domain::language::LanguageTag;
use domain::presence::{Presence, presence};
use domain::routing::Reason;
use domain::routing::{
    ACTIVE_MS, COUNTS_FOR_LIMIT_MS, Candidate, Load, Previous, SPARED_MS, Terms, Wanted,
    choose as choose_among,
};
use domain::time::Timestamp;
use domain::user::User;
use std::collections::HashMap;

/// Who asks for an operator, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asking<'a> {
    /// The language tag that his page or browser says.
    pub(super) language: Option<&'a str>,
    /// Where he is.
    pub(super) country: Option<Country>,
    /// The public name of the operator that the widget showed.
    pub(super) shown: Option<&'a str>,
    /// Who he is, if he was here before.
    pub(super) visitor: Option<VisitorId>,
}

/// The operator for a new conversation in a channel, and why he.
pub(super) async fn choose(
    database: &mut Connection,
    channel: &Channel,
    asking: Asking<'_>,
    now: Timestamp,
) -> Result<Option<(User, Reason)>, Error> {
    let joined = channel_operators::joined(database, channel.id).await?;
    if joined.is_empty() || channel.is_archived {
        return Ok(None);
    }
    let consoles = consoles_of(database, now).await?;
    let counts_since = (now.plus(-ACTIVE_MS), now.plus(-COUNTS_FOR_LIMIT_MS));
    let loads: HashMap<_, Load> = participations::loads(database, channel.id, counts_since)
        .await?
        .into_iter()
        .collect();
    let assigned: HashMap<_, Timestamp> =
        participations::assigned_since(database, now.plus(-SPARED_MS))
            .await?
            .into_iter()
            .collect();
    let spoken: Vec<Vec<LanguageTag>> = joined
        .iter()
        .map(|user| user.preferences.chat_languages().cloned().collect())
        .collect();
    let candidates: Vec<Candidate<'_>> = joined
        .iter()
        .zip(&spoken)
        .map(|(user, languages)| Candidate {
            operator: user.id,
            has_joined: true,
            presence: consoles
                .get(&user.id)
                .map_or(Presence::Offline, |consoles| presence(consoles, now)),
            is_in_call: false,
            languages,
            country: user.preferences.country,
            expertises: &user.preferences.expertises,
            load: loads.get(&user.id).copied().unwrap_or_default(),
            last_assigned_at: assigned.get(&user.id).copied(),
        })
        .collect();
    let previous = match asking.visitor {
        Some(visitor) => participations::previous_operator(database, visitor).await?,
        None => None,
    };
    let language = asking.language.and_then(LanguageTag::parse);
    let with_name = |name| joined.iter().find(|user| user.public_name() == name);
    let wanted = Wanted {
        language: language.as_ref(),
        country: asking.country,
        expertises: &[],
        shown: asking.shown.and_then(with_name).map(|user| user.id),
        previous: previous.map(|(operator, at)| Previous { operator, at }),
    };
    let terms = Terms {
        operator_limit: channel.options.operator_limit,
        spares_callers: channel.options.spares_callers,
    };
    let outcome = choose_among(&candidates, &wanted, terms, now, rand::random());
    let Some(chosen) = outcome.chosen else {
        return Ok(None);
    };
    let mut users = joined.into_iter();
    Ok(users
        .find(|user| user.id == chosen.operator)
        .map(|user| (user, chosen.reason)))
}
