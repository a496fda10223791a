//! Everything that a channel's form shows (spec 3.3).

use super::{Channel, ChannelOperator};
use crate::chatbot::ChatbotCard;
use crate::expertise::Expertise;
use crate::id::ChannelId;
use crate::rule::Rule;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A channel with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelForm {
    /// The channel.
    pub channel: Channel,
    /// Who answers there.
    pub operators: Vec<ChannelOperator>,
    /// Its rules, in their order.
    pub rules: Vec<Rule>,
    /// Where its widget was seen, last seen first.
    pub sightings: Vec<Sighting>,
    /// What operators can know about, by name.
    pub expertises: Vec<Expertise>,
    /// How many of a hundred ratings of the last 14 days were happy; `None` if there were none.
    pub happy_percent: Option<u32>,
    /// The chatbots that a rule can name, by name.
    pub chatbots: Vec<ChatbotCard>,
}

/// What a channel's card counts (spec 3.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelFacts {
    /// Which channel.
    pub channel: ChannelId,
    /// Open conversations.
    pub open: i64,
    /// The site on which its widget was seen last.
    pub website: Option<String>,
    /// How many of a hundred ratings of the last 14 days were happy; `None` if there were none.
    #[serde(default)]
    pub happy_percent: Option<u32>,
    /// Whether everybody may see its ratings (spec 12.5).
    #[serde(default)]
    pub is_published: bool,
}

/// Where a widget was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// The origin of the page.
    pub origin: String,
    /// When it was seen there last.
    pub at: Timestamp,
}
