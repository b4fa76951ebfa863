/** Citations, tour, shortcuts and theme: separate buttons where there is room, one menu on a phone. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Icon } from "../parts/icons.tsx";
import { toggleTheme, useTheme } from "../hooks/use-theme.ts";
import { useHelp } from "./help-context.ts";

export function HelpMenu() {
  const { show } = useHelp();
  const theme = useTheme();
  const other = theme === "dark" ? "sun" : "moon";
  return (
    <>
      <div className="help-buttons">
        <button type="button" className="button-quiet" aria-haspopup="dialog" onClick={() => show("cite")}>
          Cite
        </button>
        <button type="button" className="button-quiet" onClick={() => show("tour")}>
          Tour
        </button>
        <button
          type="button"
          className="round"
          aria-label="Keyboard shortcuts"
          onClick={() => show("shortcuts")}
        >
          <Icon name="keyboard" />
        </button>
        <button
          type="button"
          className="round"
          aria-label="Dark theme"
          aria-pressed={theme === "dark"}
          onClick={toggleTheme}
        >
          <Icon name={other} />
        </button>
      </div>
      <div className="help-more">
        <MenuTrigger>
          <Button className="round" aria-label="More">
            <Icon name="more" />
          </Button>
          <Popover className="popover help-popover" placement="bottom end" offset={4}>
            <Menu className="options" aria-label="More">
              <MenuItem className="option help-option" textValue="Tour" onAction={() => show("tour")}>
                <Icon name="tour" /> Tour, three minutes
              </MenuItem>
              <MenuItem
                className="option help-option"
                textValue="Keyboard shortcuts"
                onAction={() => show("shortcuts")}
              >
                <Icon name="keyboard" /> Keyboard shortcuts
              </MenuItem>
              <MenuItem className="option help-option" textValue="Cite" onAction={() => show("cite")}>
                <Icon name="copy" /> Cite
              </MenuItem>
              <MenuItem className="option help-option" textValue="Theme" onAction={toggleTheme}>
                <Icon name={other} /> {theme === "dark" ? "Light theme" : "Dark theme"}
              </MenuItem>
            </Menu>
          </Popover>
        </MenuTrigger>
      </div>
    </>
  );
}
