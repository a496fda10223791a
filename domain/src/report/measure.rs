//! Many conversations counted together, and what is told of them (spec 13.2–13.4).

use super::{Fact, Handler, days_of_activity};
use crate::conversation::Outcome;
use crate::rating::Face;
use crate::time::{MINUTE_MS, SECOND_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// What can be told of conversations that are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// *Messages per session*, on average.
    Messages,
    /// *Count*.
    Count,
    /// *# of Sessions*: what *Operator Analysis* counts, those in which an operator took part.
    Sessions,
    /// *# of speakers*, on average.
    Speakers,
    /// *Duration of Session (min)*, on average.
    Duration,
    /// *Average duration*, in seconds.
    DurationSeconds,
    /// *Time to answer (sec)*, on average of those that were answered.
    TimeToAnswer,
    /// *Rating*, on average of those that were rated.
    Rating,
    /// *Visitor is Happy*: how many of a hundred that were rated.
    Happy,
    /// *Session not rated*: how many of a hundred.
    Unrated,
    /// *Is visitor anonymous*: how many of a hundred.
    Anonymous,
    /// *Handled by bot*: how many of a hundred.
    ByBot,
    /// *Handled by operator*: how many of a hundred.
    ByOperator,
    /// *Escalated*: how many of a hundred that are over.
    Escalated,
    /// *No Answer*: how many of a hundred that are over.
    NoAnswer,
    /// *No One Available*: how many of a hundred that are over.
    NoOneAvailable,
    /// *Tickets*: how many were made of them.
    Tickets,
    /// *Leads*: how many were made of them.
    Leads,
    /// *Days of activity*.
    DaysOfActivity,
}

/// In what a measure is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A whole number of things.
    Things,
    /// A number of things on average.
    Average,
    /// Minutes.
    Minutes,
    /// Seconds.
    Seconds,
    /// Of a hundred.
    Percent,
}

impl Measure {
    /// All of them but [`Measure::Sessions`], which one report alone offers, in the order in which they are offered.
    pub const ALL: [Self; 18] = [
        Self::Messages,
        Self::Count,
        Self::Speakers,
        Self::Duration,
        Self::DurationSeconds,
        Self::TimeToAnswer,
        Self::Rating,
        Self::Happy,
        Self::Unrated,
        Self::Anonymous,
        Self::ByBot,
        Self::ByOperator,
        Self::Escalated,
        Self::NoAnswer,
        Self::NoOneAvailable,
        Self::Tickets,
        Self::Leads,
        Self::DaysOfActivity,
    ];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Count => "count",
            Self::Sessions => "sessions",
            Self::Speakers => "speakers",
            Self::Duration => "duration",
            Self::DurationSeconds => "duration_seconds",
            Self::TimeToAnswer => "time_to_answer",
            Self::Rating => "rating",
            Self::Happy => "happy",
            Self::Unrated => "unrated",
            Self::Anonymous => "anonymous",
            Self::ByBot => "by_bot",
            Self::ByOperator => "by_operator",
            Self::Escalated => "escalated",
            Self::NoAnswer => "no_answer",
            Self::NoOneAvailable => "no_one_available",
            Self::Tickets => "tickets",
            Self::Leads => "leads",
            Self::DaysOfActivity => "days_of_activity",
        }
    }

    /// The measure of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter().chain([Self::Sessions]);
        all.find(|measure| measure.word() == word)
    }

    /// In what it is told.
    pub fn unit(self) -> Unit {
        match self {
            Self::Count | Self::Sessions | Self::Tickets | Self::Leads | Self::DaysOfActivity => {
                Unit::Things
            }
            Self::Messages | Self::Speakers | Self::Rating => Unit::Average,
            Self::Duration => Unit::Minutes,
            Self::DurationSeconds | Self::TimeToAnswer => Unit::Seconds,
            _ => Unit::Percent,
        }
    }
}

/// Conversations counted together; two of these are added without loss, so that totals are those of what they are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many there are.
    pub count: i64,
    /// Their messages.
    pub messages: i64,
    /// Their speakers.
    pub speakers: i64,
    /// How long they took.
    pub duration_ms: i64,
    /// How many were answered.
    pub answered: i64,
    /// How long the answers took.
    pub answered_after_ms: i64,
    /// How many were rated.
    pub rated: i64,
    /// The sum of their ratings.
    pub ratings: i64,
    /// How many visitors were happy.
    pub happy: i64,
    /// How many visitors left no address.
    pub anonymous: i64,
    /// How many a chatbot handled alone.
    pub by_bot: i64,
    /// How many an operator handled.
    pub by_operator: i64,
    /// How many are over.
    pub ended: i64,
    /// How many took more than one operator.
    pub escalated: i64,
    /// How many came to nothing.
    pub no_answer: i64,
    /// How many found nobody.
    pub no_one_available: i64,
    /// Tickets that were made of them.
    pub tickets: i64,
    /// Leads that were made of them.
    pub leads: i64,
    /// When the first began; of an operator's, his first of all.
    pub first: Option<Timestamp>,
}

impl Tally {
    /// One conversation; what the database adds up is this for each.
    pub fn of(fact: &Fact, now: Timestamp) -> Self {
        let went = |outcome| i64::from(fact.outcome == Some(outcome));
        Self {
            count: 1,
            messages: fact.messages.into(),
            speakers: fact.speakers.into(),
            duration_ms: fact.duration_ms(now),
            answered: fact.answered_after_ms.is_some().into(),
            answered_after_ms: fact.answered_after_ms.unwrap_or_default(),
            rated: fact.rating.is_some().into(),
            ratings: fact.rating.map_or(0, |face| face.value().into()),
            happy: (fact.rating == Some(Face::Satisfied)).into(),
            anonymous: fact.is_anonymous.into(),
            by_bot: (fact.handler == Some(Handler::Bot)).into(),
            by_operator: (fact.handler == Some(Handler::Operator)).into(),
            ended: fact.outcome.is_some().into(),
            escalated: went(Outcome::Escalated),
            no_answer: went(Outcome::NoAnswer),
            no_one_available: went(Outcome::NoOneAvailable),
            tickets: fact.tickets.into(),
            leads: fact.leads.into(),
            first: Some(fact.started_at),
        }
    }

    /// Takes others in.
    pub fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.messages += other.messages;
        self.speakers += other.speakers;
        self.duration_ms = self.duration_ms.saturating_add(other.duration_ms);
        self.answered += other.answered;
        self.answered_after_ms = self
            .answered_after_ms
            .saturating_add(other.answered_after_ms);
        self.rated += other.rated;
        self.ratings += other.ratings;
        self.happy += other.happy;
        self.anonymous += other.anonymous;
        self.by_bot += other.by_bot;
        self.by_operator += other.by_operator;
        self.ended += other.ended;
        self.escalated += other.escalated;
        self.no_answer += other.no_answer;
        self.no_one_available += other.no_one_available;
        self.tickets += other.tickets;
        self.leads += other.leads;
        self.first = match (self.first, other.first) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// What is told of them; `None` where there is nothing to tell it of.
    pub fn value(&self, measure: Measure, now: Timestamp) -> Option<f64> {
        self.part_of(self, measure, now)
    }

    /// What they add to the value of a whole that they are part of: the parts of a stacked bar make up its height.
    pub fn part_of(&self, whole: &Self, measure: Measure, now: Timestamp) -> Option<f64> {
        let ratio = |part: i64, of: i64| (of > 0).then(|| float(part) / float(of));
        let percent = |part, of| ratio(part, of).map(|share| share * 100.);
        match measure {
            Measure::Messages => ratio(self.messages, whole.count),
            Measure::Count | Measure::Sessions => Some(float(self.count)),
            Measure::Tickets => Some(float(self.tickets)),
            Measure::Leads => Some(float(self.leads)),
            Measure::Speakers => ratio(self.speakers, whole.count),
            Measure::Duration => {
                ratio(self.duration_ms, whole.count).map(|ms| ms / float(MINUTE_MS))
            }
            Measure::DurationSeconds => {
                ratio(self.duration_ms, whole.count).map(|ms| ms / float(SECOND_MS))
            }
            Measure::TimeToAnswer => {
                ratio(self.answered_after_ms, whole.answered).map(|ms| ms / float(SECOND_MS))
            }
            Measure::Rating => ratio(self.ratings, whole.rated),
            Measure::Happy => percent(self.happy, whole.rated),
            Measure::Unrated => percent(self.count - self.rated, whole.count),
            Measure::Anonymous => percent(self.anonymous, whole.count),
            Measure::ByBot => percent(self.by_bot, whole.count),
            Measure::ByOperator => percent(self.by_operator, whole.count),
            Measure::Escalated => percent(self.escalated, whole.ended),
            Measure::NoAnswer => percent(self.no_answer, whole.ended),
            Measure::NoOneAvailable => percent(self.no_one_available, whole.ended),
            Measure::DaysOfActivity => self.first.map(|first| float(days_of_activity(first, now))),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "what is counted here stays far below 2^53"
)]
fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conversation;
    use crate::time::{DAY_MS, HOUR_MS};
    use proptest::prelude::*;

    fn fact(messages: u32, answer: Option<i64>, rating: Option<Face>, minutes: i64) -> Fact {
        Fact {
            messages,
            speakers: 2,
            answered_after_ms: answer,
            rating,
            ended_at: Some(Timestamp(minutes * MINUTE_MS)),
            ..Fact::of(&conversation())
        }
    }

    fn tally(facts: &[Fact]) -> Tally {
        let mut all = Tally::default();
        for fact in facts {
            all.add(&Tally::of(fact, Timestamp(HOUR_MS)));
        }
        all
    }

    #[test]
    fn every_measure_is_what_was_counted_by_hand() {
        let facts = [
            Fact {
                handler: Some(Handler::Operator),
                outcome: Some(Outcome::Escalated),
                is_anonymous: false,
                tickets: 2,
                ..fact(10, Some(30 * SECOND_MS), Some(Face::Satisfied), 4)
            },
            Fact {
                handler: Some(Handler::Operator),
                outcome: Some(Outcome::Success),
                leads: 1,
                tickets: 1,
                ..fact(5, Some(60 * SECOND_MS), Some(Face::Dissatisfied), 8)
            },
            Fact {
                handler: Some(Handler::Bot),
                ..fact(3, None, None, 12)
            },
            Fact {
                outcome: Some(Outcome::NoAnswer),
                ..fact(2, None, None, 16)
            },
        ];
        let table = [
            (Measure::Messages, 5.),
            (Measure::Count, 4.),
            (Measure::Speakers, 2.),
            (Measure::Duration, 10.),
            (Measure::DurationSeconds, 600.),
            (Measure::TimeToAnswer, 45.),
            (Measure::Rating, 3.),
            (Measure::Happy, 50.),
            (Measure::Unrated, 50.),
            (Measure::Anonymous, 75.),
            (Measure::ByBot, 25.),
            (Measure::ByOperator, 50.),
            (Measure::Escalated, 100. / 3.),
            (Measure::NoAnswer, 100. / 3.),
            (Measure::NoOneAvailable, 0.),
            (Measure::Tickets, 3.),
            (Measure::Leads, 1.),
            (Measure::DaysOfActivity, 3.),
        ];
        let all = tally(&facts);
        for (measure, expected) in table {
            let told = all.value(measure, Timestamp(2 * DAY_MS)).unwrap();
            assert!((told - expected).abs() < 1e-9, "{measure:?}: {told}");
        }
        assert_eq!(table.map(|(measure, _)| measure), Measure::ALL);
    }

    #[test]
    fn of_nothing_there_is_nothing_to_tell_but_that_it_is_nothing() {
        let nothing = Tally::default();
        for measure in Measure::ALL {
            let told = nothing.value(measure, Timestamp(0));
            let counts = matches!(measure, Measure::Count | Measure::Tickets | Measure::Leads);
            assert_eq!(told, counts.then_some(0.), "{measure:?}");
            assert_eq!(Measure::of_word(measure.word()), Some(measure));
        }
        let unanswered = tally(&[fact(1, None, None, 1)]);
        assert_eq!(unanswered.value(Measure::TimeToAnswer, Timestamp(0)), None);
        assert_eq!(unanswered.value(Measure::Happy, Timestamp(0)), None);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(
            facts in proptest::collection::vec((0u32..50, proptest::option::of(0i64..90_000), 0usize..4, 1i64..300), 0..30),
            cut in 0usize..30,
        ) {
            let facts: Vec<Fact> = facts
                .into_iter()
                .map(|(messages, answer, face, minutes)| fact(messages, answer, Face::ALL.get(face).copied(), minutes))
                .collect();
            let (one, other) = facts.split_at(cut.min(facts.len()));
            let (one, other, all) = (tally(one), tally(other), tally(&facts));
            let mut sum = one;
            sum.add(&other);
            prop_assert_eq!(sum, all);
            for measure in Measure::ALL.into_iter().filter(|measure| *measure != Measure::DaysOfActivity) {
                let parts = [one, other].map(|part| part.part_of(&all, measure, Timestamp(0)).unwrap_or_default());
                let whole = all.value(measure, Timestamp(0)).unwrap_or_default();
                prop_assert!((parts[0] + parts[1] - whole).abs() < 1e-6, "{:?}", measure);
            }
        }
    }
}
