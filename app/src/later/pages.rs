//! Every page of the console but the inbox.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what can fail is loading the function, and that goes by its type"
)]

use super::{Part, shown};
use crate::canned::CannedPage;
use crate::channels::{ChannelPage, ChannelsPage};
use crate::chatbots::{ChatbotPage, ChatbotsPage};
use crate::contacts::{ContactPage, ContactsPage};
use crate::expertise::ExpertisePage;
use crate::help::HelpPage;
use crate::history::{HistoryPage, TranscriptPage};
use crate::leads::{LeadPage, LeadsPage};
use crate::preferences::{PasswordPage, ProfilePage, SecondFactorPage, SessionsPage};
use crate::reports::{DashboardPage, ReportPage};
use crate::settings::{AppPage, ConversationsPage, CountriesPage, MailPage, SitePage};
use crate::tags::TagsPage;
use crate::text::use_texts;
use crate::tickets::{TicketPage, TicketsPage};
use crate::users::{GroupsPage, UsersPage};
use crate::visitors::VisitorsPage;
use domain::report::Kind;
use domain::team::App;
use futures::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_meta::Title;

/// A page whose code comes later.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Later {
    /// `/channels`.
    Channels,
    /// `/channels/ID`.
    Channel,
    /// `/sessions`.
    History,
    /// `/sessions/looking-for-help`.
    Help,
    /// `/sessions/visitors`.
    Visitors,
    /// `/sessions/ID`.
    Transcript,
    /// `/sessions/tickets`.
    Tickets,
    /// `/sessions/tickets/NUMBER`.
    Ticket,
    /// `/sessions/contacts`.
    Contacts,
    /// `/sessions/contacts/ID`.
    Contact,
    /// `/sessions/leads`.
    Leads,
    /// `/sessions/leads/NUMBER`.
    Lead,
    /// `/preferences`.
    Profile,
    /// `/preferences/password`.
    Password,
    /// `/preferences/second-factor`.
    SecondFactor,
    /// `/preferences/sessions`.
    Sessions,
    /// `/configuration/expertise`.
    Expertise,
    /// `/configuration/tags`.
    Tags,
    /// `/configuration/canned`.
    Canned,
    /// `/configuration/chatbots`.
    Chatbots,
    /// `/configuration/chatbots/ID`.
    Chatbot,
    /// `/users`.
    Users,
    /// `/users/groups`.
    Groups,
    /// `/settings`.
    Site,
    /// `/settings/conversations`.
    Conversations,
    /// `/settings/countries`.
    Countries,
    /// `/settings/helpdesk` and `/settings/crm`.
    App(App),
    /// `/settings/mail`.
    Mail,
    /// `/reports/dashboard`.
    Dashboard,
    /// `/reports`, `/reports/operators` and `/reports/ratings`.
    Report(Kind),
}

/// Nothing but this function may name the pages, or their code is needed at first after all.
#[wasm_split(pages, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub(super) fn content(page: Later) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Later::Channels => view! { <ChannelsPage /> }.into_any(),
        Later::Channel => view! { <ChannelPage /> }.into_any(),
        Later::History => view! { <HistoryPage /> }.into_any(),
        Later::Help => view! { <HelpPage /> }.into_any(),
        Later::Visitors => view! { <VisitorsPage /> }.into_any(),
        Later::Transcript => view! { <TranscriptPage /> }.into_any(),
        Later::Tickets => view! { <TicketsPage /> }.into_any(),
        Later::Ticket => view! { <TicketPage /> }.into_any(),
        Later::Contacts => view! { <ContactsPage /> }.into_any(),
        Later::Contact => view! { <ContactPage /> }.into_any(),
        Later::Leads => view! { <LeadsPage /> }.into_any(),
        Later::Lead => view! { <LeadPage /> }.into_any(),
        Later::Profile => view! { <ProfilePage /> }.into_any(),
        Later::Password => view! { <PasswordPage /> }.into_any(),
        Later::SecondFactor => view! { <SecondFactorPage /> }.into_any(),
        Later::Sessions => view! { <SessionsPage /> }.into_any(),
        Later::Expertise => view! { <ExpertisePage /> }.into_any(),
        Later::Tags => view! { <TagsPage /> }.into_any(),
        Later::Canned => view! { <CannedPage /> }.into_any(),
        Later::Chatbots => view! { <ChatbotsPage /> }.into_any(),
        Later::Chatbot => view! { <ChatbotPage /> }.into_any(),
        Later::Users => view! { <UsersPage /> }.into_any(),
        Later::Groups => view! { <GroupsPage /> }.into_any(),
        Later::Site => view! { <SitePage /> }.into_any(),
        Later::Conversations => view! { <ConversationsPage /> }.into_any(),
        Later::Countries => view! { <CountriesPage /> }.into_any(),
        Later::App(app) => view! { <AppPage app /> }.into_any(),
        Later::Mail => view! { <MailPage /> }.into_any(),
        Later::Dashboard => view! { <DashboardPage /> }.into_any(),
        Later::Report(kind) => view! { <ReportPage kind /> }.into_any(),
    })
}

/// The view of a route.
pub(crate) fn later(page: Later) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || {
        let content = move || content(page).now_or_never().and_then(Result::ok);
        shown(Part::Pages, content, |instead| {
            let texts = use_texts();
            view! { <Title text=texts.porchlight /> {instead} }.into_any()
        })
    }
}
