//! A channel full of operators who all have something to do.

use crate::failure::Outcome;
use crate::time::now;
use domain::country::Country;
use domain::id::{ExpertiseId, UserId};
use domain::language::LanguageTag;
use domain::presence::Presence;
use domain::routing::{self, Candidate, Load, Terms, Wanted};
use domain::time::{MINUTE_MS, Timestamp};
use std::collections::HashMap;
use uuid::Uuid;

/// Open conversations for each operator.
const CONVERSATIONS_EACH: u32 = 10;

/// Everybody and everything that a choice looks at.
pub(super) struct Crowd {
    operators: Vec<Operator>,
    conversations: Vec<Open>,
    asked_language: LanguageTag,
    asked_expertises: [ExpertiseId; 2],
    now: Timestamp,
}

struct Operator {
    id: UserId,
    languages: Vec<LanguageTag>,
    country: Option<Country>,
    expertises: Vec<ExpertiseId>,
    last_assigned_at: Option<Timestamp>,
}

struct Open {
    operator: UserId,
    is_in_channel: bool,
    used_at: Timestamp,
}

impl Crowd {
    /// Operators who differ in all that is asked for; nobody fulfils everything, so that nobody is found early.
    pub(super) fn new(count: u32) -> Outcome<Self> {
        let now = now();
        let tag = |tag| LanguageTag::parse(tag).ok_or("not a language");
        let spoken = [tag("en-GB")?, tag("de")?, tag("pt-BR")?, tag("fr")?];
        let countries: Vec<Country> = Country::all().collect();
        let known: Vec<ExpertiseId> = (0..20).map(|_| ExpertiseId(Uuid::now_v7())).collect();
        let operators: Vec<Operator> = spoken
            .windows(2)
            .zip(known.windows(5))
            .cycle()
            .zip(countries.iter().cycle())
            .zip(0..count)
            .map(|(((languages, expertises), country), number)| Operator {
                id: UserId(Uuid::new_v4()),
                languages: languages.to_vec(),
                country: Some(*country),
                expertises: expertises.to_vec(),
                last_assigned_at: Some(now.plus(-i64::from(number % 10) * MINUTE_MS)),
            })
            .collect();
        let conversations = operators
            .iter()
            .cycle()
            .zip(0..count * CONVERSATIONS_EACH)
            .map(|(operator, number)| Open {
                operator: operator.id,
                is_in_channel: number % 3 > 0,
                used_at: now.plus(-i64::from(number % 40) * MINUTE_MS),
            })
            .collect();
        Ok(Self {
            operators,
            conversations,
            asked_language: tag("fr-CA")?,
            asked_expertises: [ExpertiseId(Uuid::now_v7()), ExpertiseId(Uuid::now_v7())],
            now,
        })
    }

    /// How many conversations are open.
    pub(super) fn conversations(&self) -> usize {
        self.conversations.len()
    }

    /// One choice, from the conversations as they are.
    pub(super) fn choose(&self, tie: u64) -> routing::Outcome {
        let mut loads: HashMap<UserId, Load> = HashMap::with_capacity(self.operators.len());
        for open in &self.conversations {
            let load = loads.entry(open.operator).or_default();
            load.count(open.is_in_channel, open.used_at, self.now);
        }
        let candidates: Vec<Candidate<'_>> = self
            .operators
            .iter()
            .map(|operator| Candidate {
                operator: operator.id,
                has_joined: true,
                presence: Presence::Online,
                languages: &operator.languages,
                country: operator.country,
                expertises: &operator.expertises,
                load: loads.get(&operator.id).copied().unwrap_or_default(),
                last_assigned_at: operator.last_assigned_at,
            })
            .collect();
        let wanted = Wanted {
            language: Some(&self.asked_language),
            expertises: &self.asked_expertises,
            ..Wanted::default()
        };
        let terms = Terms {
            operator_limit: Some(CONVERSATIONS_EACH),
            spares_callers: true,
        };
        routing::choose(&candidates, &wanted, terms, self.now, tie)
    }
}
