//! Who could take a conversation of a channel, as the database knows it, and who does (spec 5.3, 5.4).

use super::presence::consoles_of;
use crate::error::Error;
use crate::store::{Connection, channel_operators, participations};
use domain::channel::Channel;
use domain::country::Country;
use domain::id::{ExpertiseId, UserId, VisitorId};
use domain::language::LanguageTag;
use domain::presence::{OpenConsole, Presence, presence};
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
    /// Who is not asked, since he has been.
    pub(super) passed_over: &'a [UserId],
    /// What he asks for (spec 5.4).
    pub(super) expertises: &'a [ExpertiseId],
}

/// The operators who have joined a channel, and what routing asks of each, in the same order.
struct Crowd {
    users: Vec<User>,
    languages: Vec<Vec<LanguageTag>>,
    consoles: HashMap<UserId, Vec<OpenConsole>>,
    loads: HashMap<UserId, Load>,
    assigned: HashMap<UserId, Timestamp>,
    now: Timestamp,
}

impl Crowd {
    /// `None` if nobody can be asked.
    async fn of(
        database: &mut Connection,
        channel: &Channel,
        passed_over: &[UserId],
        now: Timestamp,
    ) -> Result<Option<Self>, Error> {
        let mut users = channel_operators::joined(database, channel.id).await?;
        users.retain(|user| !passed_over.contains(&user.id));
        if users.is_empty() || channel.is_archived {
            return Ok(None);
        }
        let counts_since = (now.plus(-ACTIVE_MS), now.plus(-COUNTS_FOR_LIMIT_MS));
        let loads = participations::loads(database, channel.id, counts_since).await?;
        let assigned = participations::assigned_since(database, now.plus(-SPARED_MS)).await?;
        Ok(Some(Self {
            languages: users
                .iter()
                .map(|user| user.preferences.chat_languages().cloned().collect())
                .collect(),
            consoles: consoles_of(database, now).await?,
            loads: loads.into_iter().collect(),
            assigned: assigned.into_iter().collect(),
            users,
            now,
        }))
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        self.users
            .iter()
            .zip(&self.languages)
            .map(|(user, languages)| Candidate {
                operator: user.id,
                has_joined: true,
                presence: self
                    .consoles
                    .get(&user.id)
                    .map_or(Presence::Offline, |consoles| presence(consoles, self.now)),
                languages,
                country: user.preferences.country,
                expertises: &user.preferences.expertises,
                load: self.loads.get(&user.id).copied().unwrap_or_default(),
                last_assigned_at: self.assigned.get(&user.id).copied(),
            })
            .collect()
    }
}

fn terms(channel: &Channel) -> Terms {
    Terms {
        operator_limit: channel.options.operator_limit,
        spares_callers: channel.options.spares_callers,
    }
}

/// The operators of a channel who could take a conversation (spec 5.3).
pub(super) async fn available(
    database: &mut Connection,
    channel: &Channel,
    now: Timestamp,
) -> Result<Vec<UserId>, Error> {
    let crowd = Crowd::of(database, channel, &[], now).await?;
    let candidates = crowd.as_ref().map(Crowd::candidates).unwrap_or_default();
    Ok(candidates
        .iter()
        .filter(|candidate| candidate.obstacle(terms(channel)).is_none())
        .map(|candidate| candidate.operator)
        .collect())
}

/// The operator for a new conversation in a channel, and why he.
pub(super) async fn choose(
    database: &mut Connection,
    channel: &Channel,
    asking: Asking<'_>,
    now: Timestamp,
) -> Result<Option<(User, Reason)>, Error> {
    let Some(crowd) = Crowd::of(database, channel, asking.passed_over, now).await? else {
        return Ok(None);
    };
    let previous = match asking.visitor {
        Some(visitor) => participations::previous_operator(database, visitor).await?,
        None => None,
    };
    let language = asking.language.and_then(LanguageTag::parse);
    let with_name = |name| crowd.users.iter().find(|user| user.public_name() == name);
    let wanted = Wanted {
        language: language.as_ref(),
        country: asking.country,
        expertises: asking.expertises,
        shown: asking.shown.and_then(with_name).map(|user| user.id),
        previous: previous.map(|(operator, at)| Previous { operator, at }),
    };
    let outcome = choose_among(
        &crowd.candidates(),
        &wanted,
        terms(channel),
        now,
        rand::random(),
    );
    let Some(chosen) = outcome.chosen else {
        return Ok(None);
    };
    let mut users = crowd.users.into_iter();
    Ok(users
        .find(|user| user.id == chosen.operator)
        .map(|user| (user, chosen.reason)))
}
