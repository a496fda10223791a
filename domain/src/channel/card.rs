//! The channels as everybody in the console knows them: who answers there, and who is active (spec 3.2, 5.2).

use super::Colours;
use crate::event::{ChannelChange, ChannelEvent};
use crate::id::{ChannelId, PictureId, UserId};
use serde::{Deserialize, Serialize};

/// A channel as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelCard {
    /// Which.
    pub id: ChannelId,
    /// What the script tag names it by.
    pub key: String,
    /// *Channel Name*.
    pub name: String,
    /// Its colours.
    pub colours: Colours,
    /// Whether it was put away: it takes no new conversations.
    pub is_archived: bool,
    /// Its picture; initials stand in for one.
    #[serde(default)]
    pub picture: Option<PictureId>,
    /// Its operators.
    pub operators: Vec<ChannelOperator>,
}

/// A user who answers in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelOperator {
    /// Who.
    pub user: UserId,
    /// Whether he has joined: without that he is not asked (spec 5.3).
    pub has_joined: bool,
    /// Whether he was taken off it because nobody used his consoles (spec 5.1).
    pub was_taken_off: bool,
}

impl ChannelCard {
    /// Whether the user has joined it.
    pub fn has_joined(&self, user: UserId) -> bool {
        self.operators
            .iter()
            .any(|operator| operator.user == user && operator.has_joined)
    }
}

/// All channels as a console holds them, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Channels(Vec<ChannelCard>);

impl Channels {
    /// These channels.
    pub fn new(cards: Vec<ChannelCard>) -> Self {
        let mut channels = Self(cards);
        channels.sort();
        channels
    }

    /// By name, those that were put away as well.
    pub fn all(&self) -> &[ChannelCard] {
        &self.0
    }

    /// By name, without those that were put away.
    pub fn open(&self) -> impl Iterator<Item = &ChannelCard> {
        self.0.iter().filter(|card| !card.is_archived)
    }

    /// A channel.
    pub fn card(&self, channel: ChannelId) -> Option<&ChannelCard> {
        self.0.iter().find(|card| card.id == channel)
    }

    /// The channels that a user was taken off because nobody used his consoles, by name (spec 5.1).
    pub fn taken_off(&self, user: UserId) -> impl Iterator<Item = &ChannelCard> {
        self.open().filter(move |card| {
            let mut operators = card.operators.iter();
            operators.any(|operator| operator.user == user && operator.was_taken_off)
        })
    }

    /// Takes in what a channel is from now on.
    pub fn apply(&mut self, event: &ChannelEvent) {
        self.0.retain(|card| card.id != event.channel);
        if let ChannelChange::Saved(card) = &event.change {
            self.0.push((**card).clone());
        }
        self.sort();
    }

    fn sort(&mut self) {
        self.0
            .sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Position;
    use crate::time::Timestamp;
    use uuid::Uuid;

    fn card(id: u128, name: &str) -> ChannelCard {
        ChannelCard {
            id: ChannelId(Uuid::from_u128(id)),
            key: name.to_lowercase(),
            name: name.to_owned(),
            colours: Colours::default(),
            is_archived: false,
            picture: None,
            operators: Vec::new(),
        }
    }

    fn event(id: u128, change: ChannelChange) -> ChannelEvent {
        ChannelEvent {
            position: Position(1),
            channel: ChannelId(Uuid::from_u128(id)),
            at: Timestamp(0),
            change,
        }
    }

    #[test]
    fn what_a_channel_is_now_takes_the_place_of_what_it_was() {
        let mut channels = Channels::new(vec![card(1, "Website"), card(2, "Shop")]);
        let renamed = ChannelChange::Saved(Box::new(card(2, "Zoo")));
        channels.apply(&event(2, renamed));
        let names: Vec<&str> = channels
            .all()
            .iter()
            .map(|card| card.name.as_str())
            .collect();
        assert_eq!(names, ["Website", "Zoo"]);
        channels.apply(&event(1, ChannelChange::Removed));
        assert_eq!(channels.card(ChannelId(Uuid::from_u128(1))), None);
    }

    #[test]
    fn who_is_an_operator_has_not_joined_by_that() {
        let user = UserId(Uuid::from_u128(7));
        let mut card = card(1, "Website");
        assert!(!card.has_joined(user));
        card.operators.push(ChannelOperator {
            user,
            has_joined: false,
            was_taken_off: false,
        });
        assert!(!card.has_joined(user));
        card.operators = vec![ChannelOperator {
            user,
            has_joined: true,
            was_taken_off: false,
        }];
        assert!(card.has_joined(user));
    }
}
