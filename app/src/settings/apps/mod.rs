//! *Helpdesk* and *CRM* (spec 11.2, 11.3): whether each is on, and the teams that its records go to.

mod edit;
mod teams;

use super::Section;
use super::version::Version;
use crate::account::FormProblems;
use crate::administration::Administrators;
use crate::api::Failure;
use crate::edited::{DeleteDialog, Deleting, Edited};
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::records::Apps;
use crate::records::api::{self, Switch as SwitchApp};
use crate::text::{Texts, fill, use_texts};
use crate::ui::{Button, Kind, Notice, Switch, Tone};
use domain::settings::VERSION_FIELD;
use domain::team::{App, AppState, Team, Unready};
use edit::TeamDialog;
use leptos::form::ActionForm;
use leptos::prelude::*;
use teams::Teams;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    app: App,
    loaded: Loaded<AppState>,
    edited: RwSignal<Option<Edited<Team>>>,
    doomed: RwSignal<Option<Team>>,
}

impl List {
    fn new(app: App, loaded: Loaded<AppState>) -> Self {
        Self {
            app,
            loaded,
            edited: RwSignal::new(None),
            doomed: RwSignal::new(None),
        }
    }
}

/// The page `/settings/helpdesk` or `/settings/crm`.
#[component]
pub(crate) fn AppPage(
    /// Which of them.
    app: App,
) -> impl IntoView {
    view! {
        <Administrators>
            <Section>
                <AppSection app />
            </Section>
        </Administrators>
    }
}

#[component]
fn AppSection(app: App) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let apps = Apps::of_page();
    let first = First::take(|first| match first {
        First::App(app, state) => Some((app, state)),
        _ => None,
    });
    let first = first.filter(|(of, _)| *of == app).map(|(_, state)| state);
    let loaded = Loaded::new(first, move || api::load_app(app));
    Effect::new(move |before: Option<()>| {
        console.lists().hear(app.list());
        if before.is_some() {
            loaded.refresh();
        }
    });
    Effect::new(move || {
        if let Some(state) = loaded.get() {
            apps.heard(app, state.is_on);
        }
    });
    let list = List::new(app, loaded);
    // Made once: what changes later must not take the keyboard from who works here.
    let is_here = Memo::new(move |_| loaded.get().is_some());
    let otherwise = move || view! { <Shown loaded content=|_| ().into_any() /> };
    let delete_text = Signal::derive(move || {
        let name = list.doomed.get().map(|team| team.name).unwrap_or_default();
        fill(words(texts, app).delete_text, &[("name", &name)])
    });
    view! {
        <Show when=move || is_here.get() fallback=otherwise>
            <Whole list />
        </Show>
        <TeamDialog list />
        <DeleteDialog
            doomed=list.doomed
            loaded=list.loaded
            title=texts.team_delete_title
            text=delete_text
            delete=Callback::new(move |team: Team| Box::pin(api::delete_team(app, team.id)) as Deleting)
        />
    }
}

#[component]
fn Whole(list: List) -> impl IntoView {
    let texts = use_texts();
    let state = Memo::new(move |_| list.loaded.get().unwrap_or_default());
    let lacks_team = move || state.with(|known| known.live_chat_team() == Err(Unready::NoTeam));
    let (version, is_on) = state.with_untracked(|known| (known.version, known.is_on));
    view! {
        <OnOff app=list.app version is_on />
        <Show when=lacks_team>
            <Notice icon="info" text=words(texts, list.app).no_live_chat />
        </Show>
        <Teams list state />
    }
}

#[component]
fn OnOff(app: App, version: u32, is_on: bool) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let words = words(texts, app);
    let action = ServerAction::<SwitchApp>::new();
    let problems = FormProblems::new(Vec::new());
    let version = RwSignal::new(version);
    Effect::new(move || match action.value().get() {
        Some(Ok(saved)) => {
            problems.set(Vec::new());
            version.set(saved);
            console.tell(texts.saved);
        }
        Some(Err(Failure::Invalid(wrong))) => {
            if wrong.iter().any(|problem| problem.field == VERSION_FIELD) {
                learn_version(app, version);
            }
            problems.set(wrong);
        }
        _ => {}
    });
    let failed = move || {
        let value = action.value().get();
        value.is_some_and(|value| {
            value.is_err_and(|failure| !matches!(failure, Failure::Invalid(_)))
        })
    };
    view! {
        <ActionForm action attr:class="form">
            <Show when=failed>
                <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
            </Show>
            <input type="hidden" name="app" value=app.word() />
            <Version version problems />
            <Switch
                name="is_on"
                label=words.name
                help=words.help
                checked=is_on
            />
            <div class="form__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
            </div>
        </ActionForm>
    }
}

/// Saving once more puts what was chosen in the place of what somebody else has saved.
fn learn_version(app: App, version: RwSignal<u32>) {
    leptos::task::spawn_local(async move {
        if let Ok(state) = api::load_app(app).await {
            version.try_set(state.version);
        }
    });
}

/// The words in which the two pages differ.
struct Words {
    name: &'static str,
    help: &'static str,
    no_live_chat: &'static str,
    teams: &'static str,
    teams_text: &'static str,
    teams_none_text: &'static str,
    live_chat_help: &'static str,
    delete_text: &'static str,
}

fn words(texts: &Texts, app: App) -> Words {
    match app {
        App::Helpdesk => Words {
            name: texts.helpdesk,
            help: texts.helpdesk_help,
            no_live_chat: texts.helpdesk_no_live_chat,
            teams: texts.teams,
            teams_text: texts.helpdesk_teams_text,
            teams_none_text: texts.helpdesk_teams_none_text,
            live_chat_help: texts.helpdesk_live_chat_help,
            delete_text: texts.helpdesk_team_delete_text,
        },
        App::Crm => Words {
            name: texts.crm,
            help: texts.crm_help,
            no_live_chat: texts.crm_no_live_chat,
            teams: texts.sales_teams,
            teams_text: texts.sales_teams_text,
            teams_none_text: texts.sales_teams_none_text,
            live_chat_help: texts.sales_live_chat_help,
            delete_text: texts.sales_team_delete_text,
        },
    }
}
