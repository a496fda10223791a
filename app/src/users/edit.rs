//! What somebody may do, in which groups he is, and whether he stays.

use super::api::{self, Change};
use super::invite::Link;
use super::role_name;
use super::second_factor::LostFactor;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::loaded::Loaded;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Check, Checks, Dialog, FormDialog, Kind, Notice, Select, Tone};
use domain::id::UserId;
use domain::member::{Invited, Member, Members, Standing};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The dialog in which a person is edited.
#[component]
pub(super) fn EditDialog(
    /// Whom, if it is open.
    edited: RwSignal<Option<Member>>,
    /// Everybody, to be asked for again afterwards.
    loaded: Loaded<Members>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    let asked = RwSignal::new(None::<UserId>);
    let asks = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    Effect::new(move || {
        if edited.with(Option::is_some) {
            problem.set(None);
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            edited.set(None);
        }
    });
    let title = Signal::derive(move || {
        edited
            .with(|member| member.as_ref().map(|member| member.user.name.clone()))
            .unwrap_or_default()
    });
    let ask = Callback::new(move |user| {
        asked.set(Some(user));
        asks.set(true);
    });
    let remove = Callback::new(move |()| {
        let Some(user) = asked.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            match api::remove(user).await {
                Ok(()) | Err(Failure::NotFound) => {
                    open.set(false);
                    console.tell(texts.removed);
                }
                Err(Failure::Invalid(wrong)) => {
                    problem.set(wrong.first().map(|wrong| texts.fault(wrong.fault)));
                }
                Err(_) => problem.set(Some(texts.form_unavailable.to_owned())),
            }
            loaded.again();
        });
    });
    let content = move || {
        edited
            .get()
            .map(|member| view! { <EditForm member loaded open ask problem /> })
    };
    view! {
        <FormDialog open title close=texts.close>{content}</FormDialog>
        <Dialog
            open=asks
            title=texts.remove_title
            text=texts.remove_text
            confirm=texts.remove
            cancel=texts.cancel
            on_confirm=remove
        />
    }
}

#[component]
fn EditForm(
    member: Member,
    loaded: Loaded<Members>,
    open: RwSignal<bool>,
    ask: Callback<UserId>,
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<Change>::new();
    let problems = FormProblems::new(Vec::new());
    let user = member.user.id;
    // Who was told that somebody else was quicker replaces what that one chose when he saves again.
    let was = RwSignal::new(member.standing());
    Effect::new(move || match action.value().get() {
        Some(Ok(())) => {
            console.tell(texts.saved);
            loaded.again();
            open.set(false);
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        Some(Err(Failure::Conflict)) => {
            problem.set(Some(texts.member_changed.to_owned()));
            leptos::task::spawn_local(async move {
                let now = api::load_members().await.ok();
                let now =
                    now.and_then(|now| now.members.into_iter().find(|now| now.user.id == user));
                // The dialog may have been closed meanwhile.
                drop(now.map(|now| was.try_set(now.standing())));
            });
            loaded.again();
        }
        Some(Err(_)) => problem.set(Some(texts.form_unavailable.to_owned())),
        None => {}
    });
    let second_factor = member
        .has_second_factor
        .then(|| view! { <LostFactor user loaded problem /> });
    let role = role_name(member.user.role);
    let invitation = member
        .is_invited
        .then(|| view! { <Invitation user loaded problem /> });
    view! {
        <ActionForm action>
            <div class="dialog__body form">
                <Show when=move || problem.with(Option::is_some)>
                    <Notice
                        tone=Tone::Danger
                        icon="triangle-alert"
                        text=Signal::derive(move || problem.get().unwrap_or_default())
                    />
                </Show>
                <p class="dialog__text">{member.user.email.clone()}</p>
                {invitation}
                {second_factor}
                <input type="hidden" name="user" value=user.to_string() />
                <Was was />
                <Select
                    name="role"
                    label=texts.role
                    choices=vec![
                        ("operator", texts.role_operator),
                        ("administrator", texts.role_administrator),
                    ]
                    chosen=role
                    problem=problems.of(texts, "role")
                />
                <Groups member loaded />
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
                <span class="dialog__space"></span>
                <Button icon="trash-2" on:click=move |_| ask.run(user)>{texts.remove}</Button>
            </div>
        </ActionForm>
    }
}

/// What he might do and in which groups he was when the form was filled in.
#[component]
fn Was(was: RwSignal<Standing>) -> impl IntoView {
    move || {
        let Standing { role, groups } = was.get();
        let groups = groups
            .into_iter()
            .map(|group| view! { <input type="hidden" name="was_groups[]" value=group.to_string() /> })
            .collect_view();
        view! {
            <input type="hidden" name="was_role" value=role_name(role) />
            {groups}
        }
    }
}

#[component]
fn Groups(member: Member, loaded: Loaded<Members>) -> impl IntoView {
    let texts = use_texts();
    // The dialog shows what there was when it was opened.
    let groups = loaded.get_untracked().map(|members| members.groups);
    let groups = groups.filter(|groups| !groups.is_empty());
    groups.map(|groups| {
        let boxes = groups
            .into_iter()
            .map(|group| {
                let checked = member.groups.contains(&group.id);
                let value = group.id.to_string();
                view! { <Check name="groups[]" value label=group.name checked /> }
            })
            .collect_view();
        view! { <Checks label=texts.users_groups>{boxes}</Checks> }
    })
}

/// For who has not chosen a password yet.
#[component]
fn Invitation(
    user: UserId,
    loaded: Loaded<Members>,
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let texts = use_texts();
    let invited = RwSignal::new(None::<Invited>);
    let again = move |_| {
        leptos::task::spawn_local(async move {
            match api::invite_again(user).await {
                Ok(done) => drop(invited.try_set(Some(done))),
                // He has come meanwhile, or is gone.
                Err(Failure::NotFound) => loaded.again(),
                Err(_) => drop(problem.try_set(Some(texts.form_unavailable.to_owned()))),
            }
        });
    };
    move || match invited.get() {
        None => view! {
            <div class="notice">
                <span class="notice__text">{texts.invited_text}</span>
                <Button on:click=again>{texts.invite_again}</Button>
            </div>
        }
        .into_any(),
        Some(done) => {
            let title = fill(texts.invited_again, &[("name", &done.user.name)]);
            view! {
                <div class="form" role="group" aria-label=title>
                    <Link invited=done />
                </div>
            }
            .into_any()
        }
    }
}
