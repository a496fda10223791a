//! The page as a whole: which of the pages it is, and what they have in common.

use crate::browser::page;
use crate::conversation::PrivateLines;
use crate::frame::Frame;
use crate::inbox::{InboxPage, Origin};
use crate::json::Json;
use crate::later::{Account, Later, account, later};
use crate::live::{Console, Copied};
use crate::moment::Clock;
use crate::page::{Content, Page, Start};
use crate::preferences::Enabled;
use crate::records::Apps;
use crate::text::use_texts;
use crate::ui::{Empty, Icons, Toasts};
use domain::report::Kind;
use domain::team::App as TeamApp;
use domain::wire::console::SharedList;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::path;

/// The body of every page.
#[component]
pub fn App() -> impl IntoView {
    if cfg!(target_arch = "wasm32") {
        page::watch_turns();
    }
    provide_meta_context();
    let page = SharedValue::<Page, Json>::new_with_encoding(expect_context).into_inner();
    provide_context(page.language);
    provide_context(Icons(page.icons));
    provide_context(Origin(page.origin));
    Clock::provide(page.now);
    Toasts::provide();
    match page.content {
        Content::Setup(form) => account(Account::Setup, form),
        Content::SignIn(form) => account(Account::SignIn, form),
        Content::SecondStep(form) => account(Account::SecondStep, form),
        Content::Invitation(form) => account(Account::Invitation, form),
        Content::Reset(form) => account(Account::Reset, form),
        Content::Forgot(form) => account(Account::Forgot, form),
        Content::Console(start) => view! { <ConsoleApp start=*start /> }.into_any(),
        Content::NotFound => view! { <main class="account"><NotFound /></main> }.into_any(),
        Content::Unavailable => view! { <main class="account"><Unavailable /></main> }.into_any(),
    }
}

#[component]
fn ConsoleApp(start: Start) -> impl IntoView {
    start.first.clone().provide();
    provide_context(Enabled(start.languages.clone()));
    PrivateLines::provide();
    Apps::provide(&start.apps);
    let console = Console::provide(start);
    provide_lists(console);
    crate::kept::follow_other_tabs(console);
    view! {
        <Router>
            <Frame>
                <Routes fallback=|| view! { <NotFound /> }>
                    <Route path=path!("/inbox/:id?") view=|| view! { <InboxPage /> }.into_any() />
                    <Route path=path!("/channels") view=later(Later::Channels) />
                    <Route path=path!("/channels/:id/:tab?") view=later(Later::Channel) />
                    <Route path=path!("/sessions") view=later(Later::History) />
                    <Route path=path!("/sessions/looking-for-help") view=later(Later::Help) />
                    <Route path=path!("/sessions/visitors") view=later(Later::Visitors) />
                    <Route path=path!("/sessions/tickets") view=later(Later::Tickets) />
                    <Route path=path!("/sessions/tickets/:number") view=later(Later::Ticket) />
                    <Route path=path!("/sessions/contacts") view=later(Later::Contacts) />
                    <Route path=path!("/sessions/contacts/:id") view=later(Later::Contact) />
                    <Route path=path!("/sessions/leads") view=later(Later::Leads) />
                    <Route path=path!("/sessions/leads/:number") view=later(Later::Lead) />
                    <Route path=path!("/sessions/:id") view=later(Later::Transcript) />
                    <Route path=path!("/preferences") view=later(Later::Profile) />
                    <Route path=path!("/preferences/password") view=later(Later::Password) />
                    <Route
                        path=path!("/preferences/second-factor")
                        view=later(Later::SecondFactor)
                    />
                    <Route path=path!("/preferences/sessions") view=later(Later::Sessions) />
                    <Route
                        path=path!("/configuration")
                        view=|| view! { <Redirect path="/configuration/expertise" /> }.into_any()
                    />
                    <Route path=path!("/configuration/expertise") view=later(Later::Expertise) />
                    <Route path=path!("/users") view=later(Later::Users) />
                    <Route path=path!("/users/groups") view=later(Later::Groups) />
                    <Route path=path!("/settings") view=later(Later::Site) />
                    <Route
                        path=path!("/settings/conversations")
                        view=later(Later::Conversations)
                    />
                    <Route path=path!("/configuration/tags") view=later(Later::Tags) />
                    <Route path=path!("/configuration/canned") view=later(Later::Canned) />
                    <Route path=path!("/configuration/chatbots") view=later(Later::Chatbots) />
                    <Route path=path!("/configuration/chatbots/:id") view=later(Later::Chatbot) />
                    <Route path=path!("/settings/helpdesk") view=later(Later::App(TeamApp::Helpdesk)) />
                    <Route path=path!("/settings/crm") view=later(Later::App(TeamApp::Crm)) />
                    <Route path=path!("/settings/mail") view=later(Later::Mail) />
                    <Route path=path!("/settings/countries") view=later(Later::Countries) />
                    <Route path=path!("/reports/dashboard") view=later(Later::Dashboard) />
                    <Route path=path!("/reports") view=later(Later::Report(Kind::Sessions)) />
                    <Route path=path!("/reports/operators") view=later(Later::Report(Kind::Operators)) />
                    <Route path=path!("/reports/ratings") view=later(Later::Report(Kind::Ratings)) />
                </Routes>
            </Frame>
        </Router>
    }
}

/// What the page keeps a copy of, once it needs it.
fn provide_lists(console: Console) {
    let (user, role) = console.me.with_untracked(|me| (me.id, me.role));
    Copied::provide(console, SharedList::CannedResponses, move || async move {
        let canned = crate::canned::api::list().await?;
        Ok(canned.usable(user, role))
    });
    Copied::provide(console, SharedList::Tags, crate::tags::api::list);
    Copied::provide(console, SharedList::Expertises, crate::expertise::list);
}

/// Nothing stands at this address.
#[component]
fn NotFound() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=format!("{} · {}", texts.not_found, texts.porchlight) />
        <Empty icon="lamp" title=texts.not_found text=texts.not_found_text>
            <a class="button" href="/inbox">{texts.not_found_do}</a>
        </Empty>
    }
}

/// The database does not answer; the browser asks again by itself.
#[component]
fn Unavailable() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=format!("{} · {}", texts.unavailable, texts.porchlight) />
        <Empty icon="lamp" title=texts.unavailable text=texts.unavailable_text>
            <a class="button" href="">{texts.try_again}</a>
        </Empty>
    }
}
