//! *Create Rules*: the dialog in which one rule is made, changed and deleted (spec 4.1).

use super::super::api;
use super::rule_fields::{RuleFields, Typed, draft_of};
use super::state::Form;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::text::{Texts, use_texts};
use crate::ui::{Button, Kind, Notice, Record, Toasts, Tone};
use domain::id::{ChannelId, RuleId};
use domain::rule::{Rule, RuleDraft};
use leptos::prelude::*;
use std::time::Duration;

/// Which rule the dialog is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edited {
    /// None: it is closed.
    Nothing,
    /// One that is being made.
    New,
    /// One that is there.
    Rule(RuleId),
}

/// What somebody else did with the rule meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overtaken {
    /// He has changed it.
    Changed,
    /// He has deleted it.
    Deleted,
}

/// How long one types on before the expression is checked.
const CHECK_AFTER: Duration = Duration::from_millis(250);

/// What the dialog holds, from its opening to its saving.
#[derive(Clone, Copy)]
struct Editing {
    channel: ChannelId,
    rules: RwSignal<Vec<Rule>>,
    edited: RwSignal<Edited>,
    open: RwSignal<bool>,
    /// The rule as it was when the fields were filled in; `None` if it is new.
    before: StoredValue<Option<Rule>>,
    typed: Typed,
    problems: FormProblems,
    overtaken: RwSignal<Option<Overtaken>>,
    toasts: Toasts,
    texts: &'static Texts,
}

/// The dialog.
#[component]
pub(super) fn RuleDialog(form: Form, edited: RwSignal<Edited>) -> impl IntoView {
    let texts = use_texts();
    let editing = Editing {
        channel: form.id,
        rules: form.rules,
        edited,
        open: RwSignal::new(false),
        before: StoredValue::new(None),
        typed: Typed::empty(),
        problems: FormProblems::new(Vec::new()),
        overtaken: RwSignal::new(None),
        toasts: Toasts::of_page(),
        texts,
    };
    let open = editing.open;
    Effect::new(move || editing.begin(edited.get()));
    Effect::new(move || {
        if !open.get() && edited.get_untracked() != Edited::Nothing {
            edited.set(Edited::Nothing);
        }
    });
    check_while_typing(open, editing.typed, editing.problems);
    let is_new = move || edited.get() == Edited::New;
    let save = move |next| leptos::task::spawn_local(editing.save(next));
    let remove = move |_| leptos::task::spawn_local(editing.remove());
    view! {
        <Record
            open
            title=Signal::derive(move || {
                if is_new() { texts.rule_create_title } else { texts.rule_edit_title }.to_owned()
            })
            actions=(move || view! {
                <Button kind=Kind::Primary on:click=move |_| save(Edited::Nothing)>{texts.save_and_close}</Button>
                <Button on:click=move |_| save(Edited::New)>{texts.save_and_new}</Button>
                <Show when=move || !is_new()>
                    <Button icon="trash-2" on:click=remove>{texts.rule_remove}</Button>
                </Show>
                <Button kind=Kind::Last on:click=move |_| open.set(false)>{texts.discard}</Button>
            }).into()
        >
            <div class="form">
                <Quicker editing />
                <RuleFields form typed=editing.typed problems=editing.problems />
            </div>
        </Record>
    }
}

/// Somebody else was quicker: what was typed stays, and it is said how to go on.
#[component]
fn Quicker(editing: Editing) -> impl IntoView {
    let texts = editing.texts;
    let save_over = move |_| leptos::task::spawn_local(editing.save_over());
    let take_theirs = move |_| leptos::task::spawn_local(editing.take_theirs());
    let save_anew = move |_| {
        editing.before.set_value(None);
        leptos::task::spawn_local(editing.save(Edited::Nothing));
    };
    move || match editing.overtaken.get() {
        None => ().into_any(),
        Some(Overtaken::Changed) => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.outdated_form>
                <Button on:click=save_over>{texts.outdated_form_over}</Button>
                <Button on:click=take_theirs>{texts.outdated_form_theirs}</Button>
            </Notice>
        }
        .into_any(),
        Some(Overtaken::Deleted) => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.rule_deleted>
                <Button on:click=save_anew>{texts.rule_save_anew}</Button>
            </Notice>
        }
        .into_any(),
    }
}

impl Editing {
    /// Fills the fields in, or closes the dialog.
    fn begin(self, edited: Edited) {
        let before = match edited {
            Edited::Nothing => return self.open.set(false),
            Edited::New => None,
            Edited::Rule(id) => self.listed(id),
        };
        self.fill(before);
        self.open.set(true);
    }

    fn fill(self, before: Option<Rule>) {
        let draft = before.as_ref().map_or_else(RuleDraft::default, draft_of);
        self.before.set_value(before);
        self.typed.fill(draft);
        self.problems.set(Vec::new());
        self.overtaken.set(None);
    }

    /// Stores what the fields say, and goes on to the next rule.
    async fn save(self, next: Edited) {
        let draft = untrack(move || self.typed.draft());
        let before = self.before.get_value();
        let is_new = before.is_none();
        match api::save_rule(self.channel, before, draft).await {
            Ok(saved) => {
                self.rules.update(|rules| {
                    match rules.iter_mut().find(|known| known.id == saved.id) {
                        Some(known) => *known = saved,
                        None => rules.push(saved),
                    }
                });
                // Another new one begins empty, even after a new one.
                self.edited.set(Edited::Nothing);
                self.edited.set(next);
            }
            Err(Failure::Invalid(wrong)) => self.problems.set(wrong),
            Err(Failure::Conflict) => self.overtaken.set(Some(Overtaken::Changed)),
            Err(Failure::NotFound) if !is_new => self.overtaken.set(Some(Overtaken::Deleted)),
            Err(_) => self.toasts.show(self.texts.form_unavailable),
        }
    }

    /// Stores what the fields say in the place of what somebody else saved.
    async fn save_over(self) {
        if let Some(theirs) = self.theirs().await {
            self.before.set_value(Some(theirs));
            self.save(Edited::Nothing).await;
        }
    }

    /// Puts what somebody else saved in the place of what was typed.
    async fn take_theirs(self) {
        if let Some(theirs) = self.theirs().await {
            self.fill(Some(theirs));
        }
    }

    /// The rule as it is now. The list shows what others did, too.
    async fn theirs(self) -> Option<Rule> {
        let Edited::Rule(id) = self.edited.get_untracked() else {
            return None;
        };
        let Ok(form) = api::form(self.channel).await else {
            self.toasts.show(self.texts.form_unavailable);
            return None;
        };
        self.rules.set(form.rules);
        let theirs = self.listed(id);
        if theirs.is_none() {
            self.overtaken.set(Some(Overtaken::Deleted));
        }
        theirs
    }

    async fn remove(self) {
        let Edited::Rule(id) = self.edited.get_untracked() else {
            return;
        };
        match api::remove_rule(self.channel, id).await {
            Ok(()) => {
                self.rules
                    .update(|rules| rules.retain(|rule| rule.id != id));
                self.edited.set(Edited::Nothing);
            }
            Err(_) => self.toasts.show(self.texts.form_unavailable),
        }
    }

    fn listed(self, id: RuleId) -> Option<Rule> {
        self.rules
            .with_untracked(|rules| rules.iter().find(|rule| rule.id == id).cloned())
    }
}

/// Tells what is wrong as soon as one pauses; only the last question's answer counts.
fn check_while_typing(open: RwSignal<bool>, typed: Typed, problems: FormProblems) {
    let asked = StoredValue::new(0u32);
    Effect::new(move || {
        let draft = typed.draft();
        if !open.get_untracked() {
            return;
        }
        let question = asked.try_update_value(|asked| {
            *asked = asked.wrapping_add(1);
            *asked
        });
        set_timeout(
            move || {
                if asked.try_get_value() != question {
                    return;
                }
                leptos::task::spawn_local(async move {
                    let wrong = match api::check_rule(draft).await {
                        Err(Failure::Invalid(wrong)) => wrong,
                        _ => Vec::new(),
                    };
                    // The page may have been left meanwhile.
                    if asked.try_get_value() == question {
                        problems.set(wrong);
                    }
                });
            },
            CHECK_AFTER,
        );
    });
}
