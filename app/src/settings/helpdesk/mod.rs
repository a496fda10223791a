//! *Helpdesk* (spec 11.2): whether it is on, and the teams that tickets go to.

mod edit;
mod teams;

use super::Section;
use super::version::Version;
use crate::account::FormProblems;
use crate::administration::Administrators;
use crate::api::Failure;
use crate::edited::{DeleteDialog, Edited};
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill, use_texts};
use crate::tickets::HasHelpdesk;
use crate::tickets::api::{self, Switch as SwitchHelpdesk};
use crate::ui::{Button, Kind, Notice, Switch, Tone};
use domain::helpdesk::{Helpdesk, HelpdeskTeam, Unready};
use domain::settings::VERSION_FIELD;
use domain::wire::console::SharedList;
use edit::TeamDialog;
use leptos::form::ActionForm;
use leptos::prelude::*;
use teams::Teams;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    loaded: Loaded<Helpdesk>,
    edited: RwSignal<Option<Edited<HelpdeskTeam>>>,
    doomed: RwSignal<Option<HelpdeskTeam>>,
}

impl List {
    fn new(loaded: Loaded<Helpdesk>) -> Self {
        Self {
            loaded,
            edited: RwSignal::new(None),
            doomed: RwSignal::new(None),
        }
    }
}

/// The page `/settings/helpdesk`.
#[component]
pub(crate) fn HelpdeskPage() -> impl IntoView {
    view! {
        <Administrators>
            <Section>
                <HelpdeskSection />
            </Section>
        </Administrators>
    }
}

#[component]
fn HelpdeskSection() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let has_helpdesk = HasHelpdesk::of_page();
    let first = First::take(|first| match first {
        First::Helpdesk(helpdesk) => Some(helpdesk),
        _ => None,
    });
    let loaded = Loaded::new(first, api::load_helpdesk);
    Effect::new(move |before: Option<()>| {
        console.lists().hear(SharedList::Helpdesk);
        if before.is_some() {
            loaded.refresh();
        }
    });
    Effect::new(move || {
        if let Some(helpdesk) = loaded.get() {
            has_helpdesk.heard(helpdesk.is_on);
        }
    });
    let list = List::new(loaded);
    // Made once: what changes later must not take the keyboard from who works here.
    let is_here = Memo::new(move |_| loaded.get().is_some());
    let otherwise = move || view! { <Shown loaded content=|_| ().into_any() /> };
    let delete_text = Signal::derive(move || {
        let name = list.doomed.get().map(|team| team.name).unwrap_or_default();
        fill(texts.helpdesk_team_delete_text, &[("name", &name)])
    });
    view! {
        <Show when=move || is_here.get() fallback=otherwise>
            <Whole list />
        </Show>
        <TeamDialog list />
        <DeleteDialog
            doomed=list.doomed
            loaded=list.loaded
            title=texts.helpdesk_team_delete_title
            text=delete_text
            delete=|team: HelpdeskTeam| Box::pin(api::delete_team(team.id))
        />
    }
}

#[component]
fn Whole(list: List) -> impl IntoView {
    let texts = use_texts();
    let helpdesk = Memo::new(move |_| list.loaded.get().unwrap_or_default());
    let lacks_team = move || helpdesk.with(|known| known.live_chat_team() == Err(Unready::NoTeam));
    let (version, is_on) = helpdesk.with_untracked(|known| (known.version, known.is_on));
    view! {
        <OnOff version is_on />
        <Show when=lacks_team>
            <Notice icon="info" text=texts.helpdesk_no_live_chat />
        </Show>
        <Teams list helpdesk />
    }
}

#[component]
fn OnOff(version: u32, is_on: bool) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<SwitchHelpdesk>::new();
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
                learn_version(version);
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
            <Version version problems />
            <Switch
                name="is_on"
                label=texts.helpdesk
                help=texts.helpdesk_help
                checked=is_on
            />
            <div class="form__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
            </div>
        </ActionForm>
    }
}

/// Saving once more puts what was chosen in the place of what somebody else has saved.
fn learn_version(version: RwSignal<u32>) {
    leptos::task::spawn_local(async move {
        if let Ok(helpdesk) = api::load_helpdesk().await {
            version.try_set(helpdesk.version);
        }
    });
}
