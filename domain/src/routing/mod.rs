//! Who gets a new conversation, and why (spec 5.3–5.5, 5.10, 6.4).

mod candidate;
mod group;
mod reason;
#[cfg(test)]
mod tests;

pub use candidate::{Candidate, Load, Obstacle, Terms};
pub use group::Group;
pub use reason::{Pick, Reason};

use crate::country::Country;
use crate::id::{ExpertiseId, UserId};
use crate::language::LanguageTag;
use crate::time::{DAY_MS, MINUTE_MS, SECOND_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a visitor's previous operator is remembered (spec 5.4).
pub const PREVIOUS_REMEMBERED_MS: i64 = 7 * DAY_MS;
/// For how long somebody who got a conversation is spared if others can take the next one (spec 5.5).
pub const SPARED_MS: i64 = 120 * SECOND_MS;
/// A conversation that was used this recently counts against the channel's limit (spec 5.3).
pub const COUNTS_FOR_LIMIT_MS: i64 = 15 * MINUTE_MS;
/// A conversation that was used this recently is active (spec 5.5).
pub const ACTIVE_MS: i64 = 30 * MINUTE_MS;

/// What a visitor and his way into the conversation ask for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// His language, if known.
    pub language: Option<&'a LanguageTag>,
    /// His country, if known.
    pub country: Option<Country>,
    /// The expertises that a chatbot's step asks for.
    pub expertises: &'a [ExpertiseId],
    /// The operator that the widget showed.
    pub shown: Option<UserId>,
    /// Who answered him before.
    pub previous: Option<Previous>,
}

/// Who answered a visitor before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Previous {
    /// Who.
    pub operator: UserId,
    /// When he did last.
    pub at: Timestamp,
}

/// What was decided; the information panel tells it (spec 5.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Who gets the conversation, if anybody can.
    pub chosen: Option<Chosen>,
    /// Who could not get it, in the order in which they were given.
    pub unavailable: Vec<Unavailable>,
}

/// Who gets a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Who.
    pub operator: UserId,
    /// Why he.
    pub reason: Reason,
}

/// Who cannot get a conversation now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unavailable {
    /// Who.
    pub operator: UserId,
    /// Why not.
    pub obstacle: Obstacle,
}

/// Chooses among the operators of a channel the one for a new conversation. `tie` is any number, from the caller's
/// randomness: it decides between those who have equal claims.
pub fn choose(
    candidates: &[Candidate<'_>],
    wanted: &Wanted<'_>,
    terms: Terms,
    now: Timestamp,
    tie: u64,
) -> Outcome {
    let mut available = Vec::with_capacity(candidates.len());
    let mut unavailable = Vec::new();
    for candidate in candidates {
        match candidate.obstacle(terms) {
            None => available.push(candidate),
            Some(obstacle) => unavailable.push(Unavailable {
                operator: candidate.operator,
                obstacle,
            }),
        }
    }
    let chosen =
        known(&available, wanted, now).or_else(|| of_first_group(&available, wanted, now, tie));
    Outcome {
        chosen,
        unavailable,
    }
}

/// The operator whom the visitor knows: from before, else from the widget. The widget does not know who was here before, so
/// whom it shows must not stand in the way of who was.
fn known(available: &[&Candidate<'_>], wanted: &Wanted<'_>, now: Timestamp) -> Option<Chosen> {
    let find = |operator: UserId| available.iter().find(|known| known.operator == operator);
    if let Some(Previous { operator, at }) = wanted.previous
        && now.since(at) < PREVIOUS_REMEMBERED_MS
        && find(operator).is_some_and(|known| !known.is_busy_in_call())
    {
        let reason = Reason::Previous;
        return Some(Chosen { operator, reason });
    }
    let operator = wanted.shown.filter(|shown| find(*shown).is_some())?;
    let reason = Reason::Shown;
    Some(Chosen { operator, reason })
}

fn of_first_group(
    available: &[&Candidate<'_>],
    wanted: &Wanted<'_>,
    now: Timestamp,
    tie: u64,
) -> Option<Chosen> {
    let grouped: Vec<(Group, &Candidate<'_>)> = available
        .iter()
        .map(|candidate| (Group::of(candidate, wanted), *candidate))
        .collect();
    let group = grouped.iter().map(|(group, _)| *group).min()?;
    let members = || {
        let of_group = grouped.iter().filter(|(of, _)| *of == group);
        of_group.map(|(_, member)| *member)
    };
    let count = members().count();
    let fresh = members().filter(|member| member.is_spared(now)).count();
    let set_aside = match group {
        Group::Everybody => 0,
        _ if fresh == count => 0,
        _ => fresh,
    };
    let asked = || members().filter(|member| set_aside == 0 || !member.is_spared(now));
    let least = asked().map(Candidate::burden).min()?;
    let mut tied: Vec<UserId> = asked()
        .filter(|member| member.burden() == least)
        .map(|member| member.operator)
        .collect();
    Some(Chosen {
        operator: one_of(&mut tied, tie)?,
        reason: Reason::Group {
            group,
            members: count,
            set_aside,
            pick: Pick::among(tied.len(), least.active),
        },
    })
}

/// The one that `tie` falls on, whatever order they come in.
fn one_of(tied: &mut [UserId], tie: u64) -> Option<UserId> {
    let count = u64::try_from(tied.len()).ok()?;
    let index = usize::try_from(tie.checked_rem(count)?).ok()?;
    let (_, one, _) = tied.select_nth_unstable(index);
    Some(*one)
}
