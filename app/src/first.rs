//! What one of the pages that come later shows at first. It is handed out with the page, and only the code of those pages reads it.

use crate::api::Failure;
use crate::json;
use crate::page::Session;
use domain::canned::CannedResponses;
use domain::channel::{ChannelFacts, ChannelForm};
use domain::chatbot::{ChatbotCard, ChatbotForm};
use domain::country_table::CountryTables;
use domain::expertise::Expertise;
use domain::id::ChannelId;
use domain::mail::{Mail, ShownMailServer};
use domain::member::Members;
use domain::report::{Dashboard, Report};
use domain::second_factor::SecondFactor;
use domain::settings::{Conversations, Site, Versioned};
use domain::tag::Tag;
use domain::team::{App, AppState};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a page shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum First {
    /// The form of a channel, if it may be seen.
    Channel(ChannelId, Box<Result<ChannelForm, Failure>>),
    /// What is counted of each channel.
    Channels(Vec<ChannelFacts>),
    /// The user's sessions.
    Sessions(Vec<Session>),
    /// Whether the user's second factor is asked for.
    SecondFactor(SecondFactor),
    /// What operators can know about.
    Expertises(Vec<Expertise>),
    /// The tags, by name.
    Tags(Vec<Tag>),
    /// The canned responses that the user may read.
    Canned(CannedResponses),
    /// The chatbots.
    Chatbots(Vec<ChatbotCard>),
    /// What the form of a chatbot shows.
    Chatbot(Box<ChatbotForm>),
    /// Everybody and the groups.
    Members(Members),
    /// Name and languages of the site.
    Site(Versioned<Site>),
    /// How conversations are handed on.
    Conversations(Versioned<Conversations>),
    /// Whether *Helpdesk* or *CRM* is on, and its teams.
    App(App, AppState),
    /// The mail server, and the letters that wait or were given up.
    Mail(Versioned<ShownMailServer>, Vec<Mail>),
    /// The tables that tell countries of addresses.
    Countries(CountryTables),
    /// How it stands now, and how it went lately.
    Dashboard(Box<Dashboard>),
    /// What a report says, or why it says nothing.
    Report(Box<Result<Report, Failure>>),
}

/// The same as JSON: what hands it on need not know what it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Packed(pub Option<String>);

/// What came with the page, until it is shown.
#[derive(Clone, Copy, Debug)]
struct Kept(StoredValue<Packed>);

impl Packed {
    /// Keeps it for the page that it is of.
    pub(crate) fn provide(self) {
        provide_context(Kept(StoredValue::new(self)));
    }
}

impl First {
    /// What came with the page, if it is of this kind; once.
    pub(crate) fn take<T>(of_kind: impl Fn(Self) -> Option<T>) -> Option<T> {
        let Kept(kept) = use_context()?;
        let Packed(json) = kept.try_update_value(std::mem::take)?;
        json::read(&json?).ok().and_then(of_kind)
    }
}
