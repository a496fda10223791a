//! An operator of a channel as routing sees him, and whether he is available (spec 5.3).

use super::{ACTIVE_MS, COUNTS_FOR_LIMIT_MS, SPARED_MS};
use crate::country::Country;
use crate::id::{ExpertiseId, UserId};
use crate::language::LanguageTag;
use crate::presence::Presence;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// From this many active conversations on, being in a call weighs (spec 5.4, 5.5).
const MANY: u32 = 2;

/// An operator of the channel.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Who.
    pub operator: UserId,
    /// Whether he has joined the channel.
    pub has_joined: bool,
    /// Whether he is there.
    pub presence: Presence,
    /// His main language and the additional ones.
    pub languages: &'a [LanguageTag],
    /// His country, if known.
    pub country: Option<Country>,
    /// What he knows about.
    pub expertises: &'a [ExpertiseId],
    /// What he has to do already.
    pub load: Load,
    /// When he was given a conversation last.
    pub last_assigned_at: Option<Timestamp>,
}

/// The open conversations of an operator, as far as routing counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Those of the channel that were used in the last [`COUNTS_FOR_LIMIT_MS`].
    pub in_channel: u32,
    /// Those of all channels that were used in the last [`ACTIVE_MS`].
    pub active: u32,
}

/// What a channel asks of its operators (spec 3.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Conversations at which an operator gets no more; `None` means unlimited.
    pub operator_limit: Option<u32>,
    /// *Don't assign while in a call*.
    pub spares_callers: bool,
}

/// Why an operator is not available.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// He has not joined the channel.
    NotJoined,
    /// No console of his is open.
    Offline,
    /// He has not used his console for a while.
    Away,
    /// He has as many conversations as the channel allows.
    AtLimit,
    /// He is in a call, and the channel spares those who are.
    InCall,
}

/// How much somebody has to do; who has least is asked first (spec 5.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Burden {
    is_busy_in_call: bool,
    pub(super) active: u32,
}

impl Load {
    /// Counts an open conversation that was used last at `used_at`.
    pub fn count(&mut self, is_in_channel: bool, used_at: Timestamp, now: Timestamp) {
        let unused = now.since(used_at);
        if is_in_channel && unused < COUNTS_FOR_LIMIT_MS {
            self.in_channel = self.in_channel.saturating_add(1);
        }
        if unused < ACTIVE_MS {
            self.active = self.active.saturating_add(1);
        }
    }
}

impl Candidate<'_> {
    /// Why he cannot get a conversation of the channel, unless he can.
    pub fn obstacle(&self, terms: Terms) -> Option<Obstacle> {
        if !self.has_joined {
            return Some(Obstacle::NotJoined);
        }
        match self.presence {
            Presence::Offline => return Some(Obstacle::Offline),
            Presence::Away => return Some(Obstacle::Away),
            Presence::InCall | Presence::Online => {}
        }
        if terms
            .operator_limit
            .is_some_and(|limit| self.load.in_channel >= limit)
        {
            return Some(Obstacle::AtLimit);
        }
        (terms.spares_callers && self.is_in_call()).then_some(Obstacle::InCall)
    }

    fn is_in_call(&self) -> bool {
        self.presence == Presence::InCall
    }

    pub(super) fn is_busy_in_call(&self) -> bool {
        self.is_in_call() && self.load.active >= MANY
    }

    /// Whether he was given a conversation so recently that others come first.
    pub(super) fn is_spared(&self, now: Timestamp) -> bool {
        self.last_assigned_at
            .is_some_and(|at| now.since(at) < SPARED_MS)
    }

    pub(super) fn burden(&self) -> Burden {
        Burden {
            is_busy_in_call: self.is_busy_in_call(),
            active: self.load.active,
        }
    }
}
