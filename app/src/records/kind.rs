//! What differs between tickets and leads where they are shown.

use crate::record_form::{Asked, RecordForm, Recorded, Said};
use crate::text::Texts;
use domain::id::{TeamId, UserId};
use domain::record::{Card, Record, RecordColumn, RecordFilter, RecordPage, Stage, Versioned};
use domain::team::App;
use domain::time::Timestamp;
use leptos::prelude::*;

/// What a record is called by.
pub(crate) type NumberOf<K> = <CardOf<K> as Card>::Number;
/// What lists show of a record.
pub(crate) type CardOf<K> = <<K as Kind>::Record as Record>::Card;
/// What the form of a record says.
pub(crate) type DraftOf<K> = <<K as Kind>::Record as Versioned>::Draft;
/// Those of one stage.
pub(crate) type ColumnOf<K> = RecordColumn<<K as Kind>::Stage, CardOf<K>>;
/// A page of a list.
pub(crate) type PageOf<K> = RecordPage<CardOf<K>, NumberOf<K>>;
/// Which are asked for.
pub(crate) type FilterOf<K> = RecordFilter<<K as Kind>::Stage>;

/// What every kind of record tells in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told<S> {
    /// What it is about.
    pub(crate) title: String,
    /// How far it is.
    pub(crate) stage: S,
    /// Who works on it.
    pub(crate) team: Option<TeamId>,
    /// Who in particular.
    pub(crate) owner: Option<UserId>,
    /// When it was made.
    pub(crate) created_at: Timestamp,
}

/// The words in which kinds differ.
pub(crate) struct KindTexts {
    /// All of them.
    pub(crate) records: &'static str,
    /// One of them.
    pub(crate) record: &'static str,
    /// What is told of one besides what is told of all, as a heading.
    pub(crate) further: &'static str,
    /// How far one is, as a label.
    pub(crate) stage: &'static str,
    /// The same with a name.
    pub(crate) move_of: &'static str,
    /// Who works on one, as a label.
    pub(crate) owner: &'static str,
    /// Those alone that the reader works on.
    pub(crate) mine: &'static str,
    /// Those that are made before the ones in sight.
    pub(crate) older: &'static str,
    /// None is found.
    pub(crate) none: &'static str,
    /// How one is made.
    pub(crate) none_text: &'static str,
    /// Their app is off.
    pub(crate) off: &'static str,
    /// What follows once it is on.
    pub(crate) off_text: &'static str,
    /// There is no such record.
    pub(crate) missing: &'static str,
    /// Why.
    pub(crate) missing_text: &'static str,
    /// Somebody else was quicker.
    pub(crate) changed: &'static str,
}

/// A kind of record.
pub(crate) trait Kind: Copy + Send + Sync + 'static {
    /// A record.
    type Record: Record + Recorded;
    /// How far one is.
    type Stage: Stage;

    /// Whose records they are.
    fn app(self) -> App;

    /// Where they are.
    fn place(self) -> &'static str;

    /// The sign for them.
    fn icon(self) -> &'static str;

    /// The words for them.
    fn texts(self, texts: &'static Texts) -> KindTexts;

    /// What a stage is called.
    fn stage_name(self, texts: &'static Texts, stage: Self::Stage) -> &'static str;

    /// What a list tells of one.
    fn told(self, card: &CardOf<Self>) -> Told<Self::Stage>;

    /// The same for another stage.
    fn at_stage(self, card: CardOf<Self>, stage: Self::Stage) -> CardOf<Self>;

    /// What is told of one besides.
    fn further(self, card: &CardOf<Self>) -> AnyView;

    /// What a draft says, as people read it, but for team and owner.
    fn fields(self, texts: &'static Texts, draft: &DraftOf<Self>) -> Vec<Said>;

    /// Gives it to a team.
    fn set_team(self, draft: &mut DraftOf<Self>, team: Option<TeamId>);

    /// Gives it to somebody.
    fn set_owner(self, draft: &mut DraftOf<Self>, owner: Option<UserId>);

    /// The part of the form that is as wide as the page lets it be.
    fn words(self, form: RecordForm<Self::Record>) -> AnyView;

    /// The part beside it, before team and owner.
    fn facts(self, form: RecordForm<Self::Record>) -> AnyView;

    /// The part after them.
    fn origin(self, form: RecordForm<Self::Record>) -> AnyView;

    /// Asks for a page of them.
    fn ask_page(self, filter: FilterOf<Self>, below: Option<NumberOf<Self>>)
    -> Asked<PageOf<Self>>;

    /// Asks for them by stage.
    fn ask_board(self, filter: FilterOf<Self>) -> Asked<Vec<ColumnOf<Self>>>;

    /// Asks for one.
    fn ask(self, number: NumberOf<Self>) -> Asked<Self::Record>;

    /// Moves one to a stage.
    fn move_to(self, number: NumberOf<Self>, stage: Self::Stage) -> Asked<()>;
}
