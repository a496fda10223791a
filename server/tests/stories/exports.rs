//! Sessions as files: what is in them, read back by another program (spec 13.1).

use crate::mails::administrator;
use crate::stories;
use crate::world::{World, new_user};
use calamine::{Data, DataType, Reader, Xlsx};
use domain::id::ConversationId;
use domain::limit;
use domain::report::{Asked, Column};
use domain::time::{HOUR_MS, MINUTE_MS};
use domain::user::{Role, User};
use domain::wire::Refusal;
use futures::TryStreamExt;
use server::desk::{Format, Piece, Sought};
use server::error::Error;
use std::io::Cursor;
use uuid::Uuid;

/// How many sessions a file says it will tell of, and the file.
async fn exported(
    world: &World,
    chief: &User,
    sought: Sought,
    columns: &[Column],
    format: Format,
) -> (i64, Vec<u8>) {
    let desk = world.desk();
    let exported = desk.export_sessions(chief, sought, columns.to_vec(), format);
    let exported = exported.await.unwrap();
    let sessions = exported.sessions;
    let pieces: Vec<Vec<u8>> = exported.bytes().try_collect().await.unwrap();
    (sessions, pieces.concat())
}

/// What a cell holds, as the other file tells it.
fn told(cell: &Data) -> String {
    match cell.get_datetime() {
        Some(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        None => cell.to_string(),
    }
}

/// The lines of the file of what is sought.
async fn lines(world: &World, chief: &User, sought: Sought) -> Vec<String> {
    let (told, file) = exported(world, chief, sought, &[Column::Visitor], Format::Csv).await;
    let file = String::from_utf8(file).unwrap();
    let lines: Vec<_> = file.lines().skip(1).map(str::to_owned).collect();
    assert!(i64::try_from(lines.len()).unwrap() <= told);
    lines
}

/// The file that a live link leads to.
async fn followed(world: &World, secret: &str) -> Result<String, Error> {
    let exported = world.desk().follow_live_link(secret).await?;
    let pieces: Vec<Vec<u8>> = exported.bytes().try_collect().await?;
    Ok(String::from_utf8(pieces.concat()).unwrap())
}

stories! {
    async fn a_workbook_tells_what_the_other_file_tells(world: &World) {
        let chief = administrator(world).await;
        let ben = world.operator("Ben").await;
        for number in 0..3 {
            let visitor = world.visitor(&format!("Hello {number}")).await;
            let id = world.conversation_of(visitor).await;
            world.clock.advance(1_500);
            world.answers(&ben, id, "Good morning").await.unwrap();
        }
        let all = Sought::Asked(Box::default());
        let (count, file) = exported(world, &chief, all.clone(), &Column::ALL, Format::Xlsx).await;
        assert_eq!(count, 3);
        let mut workbook = Xlsx::new(Cursor::new(file)).unwrap();
        let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
        let (_, csv) = exported(world, &chief, all, &Column::ALL, Format::Csv).await;
        let csv = String::from_utf8(csv).unwrap();
        let lines: Vec<Vec<&str>> = csv.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect()).collect();
        assert_eq!((sheet.height(), lines.len()), (4, 4));
        for (cells, line) in sheet.rows().zip(&lines) {
            let cells: Vec<_> = cells.iter().map(told).collect();
            assert_eq!(cells, *line);
        }
        assert_eq!(sheet[(1, 8)], Data::Float(2.0));
    }

    async fn of_a_workbook_that_is_not_whole_yet_it_is_told_how_far_it_has_come(world: &World) {
        let chief = administrator(world).await;
        let _ben = world.operator("Ben").await;
        for _ in 0..3 {
            world.visitor("Hello").await;
        }
        let all = Sought::Asked(Box::default());
        let exported = world.desk().export_sessions(&chief, all, vec![Column::Visitor], Format::Xlsx);
        let pieces: Vec<Piece> = exported.await.unwrap().file.try_collect().await.unwrap();
        let [Piece::Written(3), Piece::Written(3), Piece::Bytes(first), ..] = pieces.as_slice() else {
            panic!("{pieces:?}")
        };
        assert!(first.starts_with(b"PK"), "an archive of files");
    }

    async fn those_that_were_selected_are_in_the_file_and_no_others(world: &World) {
        let chief = administrator(world).await;
        let ben = world.operator("Ben").await;
        let mut selected = Vec::new();
        for _ in 0..3 {
            let visitor = world.visitor("Hello").await;
            selected.push(world.conversation_of(visitor).await);
            world.clock.advance(1_000);
        }
        let all = lines(world, &chief, Sought::Asked(Box::default())).await;
        selected.remove(1);
        // One that there is not is no reason to tell nothing of the others.
        selected.insert(0, ConversationId(Uuid::now_v7()));
        let some = lines(world, &chief, Sought::These(selected)).await;
        assert_eq!(some, [all[0].as_str(), all[2].as_str()]);
        let none = lines(world, &chief, Sought::These(Vec::new())).await;
        assert!(none.is_empty());
        let desk = world.desk();
        let refused = desk.export_sessions(&ben, Sought::These(Vec::new()), vec![Column::Visitor], Format::Xlsx);
        assert!(refused.await.is_err());
    }

    async fn a_live_link_tells_what_there_is_whenever_it_is_followed(world: &World) {
        let chief = administrator(world).await;
        let ben = world.operator("Ben").await;
        world.visitor("Hello").await;
        let columns = vec![Column::Visitor, Column::Messages];
        let desk = world.desk();
        let refused = desk.make_live_link(&ben, Asked::default(), columns.clone()).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        assert!(matches!(desk.live_links(&ben).await, Err(Error::Forbidden)));
        let secret = desk.make_live_link(&chief, Asked::default(), columns).await.unwrap();
        assert_eq!(followed(world, &secret).await.unwrap(), "\u{feff}visitor,messages\r\nVisitor 1,1\r\n");
        let unused = desk.live_links(&chief).await.unwrap();
        assert_eq!(unused[0].used_at, Some(world.clock.now()));
        world.clock.advance(MINUTE_MS);
        world.visitor("Hello").await;
        let now = followed(world, &secret).await.unwrap();
        assert_eq!(now, "\u{feff}visitor,messages\r\nVisitor 2,1\r\nVisitor 1,1\r\n");

        let links = desk.live_links(&chief).await.unwrap();
        let [link] = links.as_slice() else { panic!("{links:?}") };
        assert_eq!((link.made_by.as_str(), link.used_at), (chief.name.as_str(), Some(world.clock.now())));
        assert!(matches!(desk.revoke_live_link(&ben, link.id).await, Err(Error::Forbidden)));
        desk.revoke_live_link(&chief, link.id).await.unwrap();
        assert!(matches!(desk.revoke_live_link(&chief, link.id).await, Err(Error::NotFound)));
        for secret in [secret.as_str(), "", "nothing"] {
            assert!(matches!(followed(world, secret).await, Err(Error::NotFound)), "{secret}");
        }
    }

    async fn a_live_link_of_somebody_who_may_not_read_it_any_more_leads_nowhere(world: &World) {
        let chief = administrator(world).await;
        let other = world.desk().create_user(new_user("Other", Role::Administrator)).await.unwrap();
        let link = async |by: &User| {
            let made = world.desk().make_live_link(by, Asked::default(), vec![Column::Visitor]);
            made.await.unwrap()
        };
        let secret = link(&other).await;
        followed(world, &secret).await.unwrap();
        world.change_member(&chief, other.id, Role::Operator, &[]).await.unwrap();
        assert!(matches!(followed(world, &secret).await, Err(Error::NotFound)));
        world.change_member(&chief, other.id, Role::Administrator, &[]).await.unwrap();
        followed(world, &secret).await.unwrap();
        world.desk().remove_member(&chief, other.id).await.unwrap();
        assert!(matches!(followed(world, &secret).await, Err(Error::NotFound)));
        assert!(world.desk().live_links(&chief).await.unwrap().is_empty());
    }

    async fn a_live_link_is_followed_only_so_often_and_there_are_only_so_many(world: &World) {
        let chief = administrator(world).await;
        let desk = world.desk();
        let make = async || desk.make_live_link(&chief, Asked::default(), vec![Column::Visitor]).await;
        let secret = make().await.unwrap();
        for _ in 0..60 {
            followed(world, &secret).await.unwrap();
        }
        let refused = followed(world, &secret).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::TooMany))));
        for _ in 1..limit::LIVE_LINKS {
            make().await.unwrap();
        }
        assert!(matches!(make().await, Err(Error::Invalid(_))));
        assert_eq!(desk.live_links(&chief).await.unwrap().len(), limit::LIVE_LINKS);
        world.clock.advance(HOUR_MS);
        followed(world, &secret).await.unwrap();
        let nothing = desk.make_live_link(&chief, Asked::default(), Vec::new()).await;
        assert!(matches!(nothing, Err(Error::Invalid(_))));
    }
}
